from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
"""Windows of tests don't cover the developer's; set QT_QPA_PLATFORM to see them."""
