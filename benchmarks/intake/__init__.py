"""How well texts are read: what `POST /v1/intake` proposes, beside what people coded by the rules of the seeds.

`python -m benchmarks --intake FOLDER` takes texts (`NAME.txt`) with their gold (`NAME.yaml`, see `gold.py`);
`--intake-reports FOLDER` takes the reports that the seeds cite, and makes their gold of the seeds (`reports.py`).
"""
