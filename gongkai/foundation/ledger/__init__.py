"""公开账本：an append-only Merkle log (RFC 6962) of every release, in which the public can check us.

`tree` is the mathematics, `payloads` what a leaf says, `notes` and `keys` the signature, `operations` the two acts
(append a leaf, publish a checkpoint), `queries` the proofs and the audit. `gongkai.verifier` checks all of it from
outside and shares no code with this package.
"""
