"""What is computed for every pair of every lot, compiled by numba: the same as the rules of the core, over arrays.

`register` and `work` hold what the kernels read and scratch; `graph` makes the graph of a lot, `view` and `control`
walk it, `meeting` finds who meets, `holdings`, `holders` and `persons` the ties of a pair, `grading` makes findings of them, `counting` counts a lot, `lots` runs them all.
"""
