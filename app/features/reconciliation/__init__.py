"""Reconciliation: finding the records that the names in somebody's table mean, as OpenRefine asks for them.

What is answered is fixed by the Reconciliation Service API 0.2 of the W3C Entity Reconciliation Community Group:
https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""
