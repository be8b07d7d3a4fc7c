"""Batches on Spark, for registers and lots that outgrow one machine: the same tables as the embedded engine writes.

`export` lays the register out as Parquet, `steps` are the SQL steps that find the lots in which two bids meet, `groups`
runs the compiled kernels over those, `gathering` makes the tables, `session` starts Spark, `flow` goes through it all.
"""
