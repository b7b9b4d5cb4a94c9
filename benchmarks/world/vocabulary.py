"""The words of made-up summaries: some often and most rarely, as in texts that people write."""

import random
from itertools import accumulate

VOCABULARY = """
government support border cooperation security minister program states migration agreement national development
countries plan regional trade investment training joint police exchange information infrastructure energy health
education water workers visas asylum return reintegration flights capacity technical assistance fund ports airports
roads rail customs trafficking smuggling drugs weapons corruption justice courts prosecutors prisons elections
transparency parliament civil society women youth children refugees indigenous communities agriculture food drought
climate forests oceans fisheries emissions renewable electricity hydrogen minerals mining lithium semiconductors
digital broadband cybersecurity data privacy artificial intelligence research universities scholarships culture
tourism heritage language media press freedom human rights labour wages unions employment entrepreneurs banks loans
debt taxes tariffs exports imports standards certification supply chains logistics shipping aviation vaccines
hospitals medicines laboratories epidemics disaster relief earthquakes hurricanes volcano forecasts satellites space
navigation maps census statistics audit procurement contracts concessions licences patents trademarks copyrights
diplomats consulates embassies passports biometrics registries archives treaties protocols annexes ratification
verification inspectors monitoring evaluation indicators baselines milestones deadlines roadmaps strategies summits
ministerials delegations envoys negotiators mediators observers guarantors ceasefires disarmament peacekeeping
demining veterans reconciliation reparations memorials missing persons forensic exhumations identification witnesses
protection shelters hotlines counselling nutrition sanitation sewage aqueducts reservoirs irrigation seeds
fertilisers coffee cacao sugar bananas palm cattle dairy poultry textiles garments footwear furniture paper plastics
chemicals pharmaceuticals steel aluminium copper nickel cobalt gold silver gemstones petroleum gas pipelines
refineries storage terminals dredging breakwaters cranes containers warehouses corridors bridges tunnels bypasses
tolls buses metros trams cycling pedestrians housing mortgages slums zoning cadastre surveying notaries inheritance
pensions disability insurance childcare maternity adoption orphans schools teachers curricula textbooks libraries
museums theatres festivals sport stadiums athletes doping referees broadcasting cinema music painting crafts
acuerdo frontera seguridad cooperación migración desarrollo inversión comercio puertos vuelos deportación retorno
empleo salud educación agua energía carreteras justicia fiscalía policía capacitación intercambio información
cancillería compromiso seguimiento cumplimiento declaración visita delegación reunión mesa técnica plazo anexo
"""
WORDS = VOCABULARY.split()
_WEIGHTS = list(accumulate(1 / (rank + 10) for rank in range(len(WORDS))))


def summary(chance: random.Random, length: int = 10) -> str:
    """Return a summary of so many words: the most frequent is in every fourth, the rarest in one of a hundred."""
    return " ".join(chance.choices(WORDS, cum_weights=_WEIGHTS, k=length)).capitalize() + "."
