"""The encoder, its reader and the reranker on the write side: found, run in torch, exported.

`building` and `verifying` import it; no other room imports torch. It imports `storage`.
"""
