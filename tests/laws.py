"""How examples are looked for that break a law: the same ones in every run, others where they are asked for.

A run that fails by chance tells whoever changed something else nothing. `PACTA_TEST_EXAMPLES=random` looks further.
"""

import os

from hypothesis import HealthCheck, Phase, settings

SETTING = "PACTA_TEST_EXAMPLES"

USUAL = settings(
    # On a busy machine one slow example would fail a law.
    deadline=None,
    # Examples share a fixture where each is undone, or has names of its own.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    # Without the phase that explains failures: it traces every line, and takes minutes.
    phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
)
settings.register_profile("same", USUAL, derandomize=True, database=None)
settings.register_profile("random", USUAL, print_blob=True)
settings.load_profile(os.environ.get(SETTING, "same"))


def examples(backend: str, many: int) -> settings:
    """Return how many examples a law of both databases is held against: a fourth of them on PostgreSQL.

    What a law is about is the same code there, and each example takes longer.
    """
    return settings(max_examples=many if backend == "sqlite" else max(2, many // 4))
