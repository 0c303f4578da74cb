"""The encoder, its reader and the reranker on the write side: found, run in torch, exported.

`building` and `verifying` import it; only here is torch imported. It imports `storage`.
"""
