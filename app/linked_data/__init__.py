"""Records as linked data (JSON-LD 1.1): in terms of schema.org and PROV, and of Pacta where these have none."""
