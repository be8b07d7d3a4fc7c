"""The registration beside the declarations: which records the rules look at where a register tells of the same company.

Who holds or serves a company is said by either side; how much, by the registration. A claim of a form that a fresh and
whole registration contradicts keeps its tie and loses its weight: a holder is left without a share, a person in
charge is an officer. So nothing is accused on a claim that the register refutes, and nothing cleared on one either
(docs/decisions/013).
"""
