"""What to tell the learner when something went wrong."""

from __future__ import annotations

import logging

from langtutor.content.messages import Messages
from langtutor.core.errors import UserError

log = logging.getLogger(__name__)

BUG = "error.bug"


def sentence_for(error: BaseException, messages: Messages) -> str:
    """A sentence in the learner's language. What the learner can't mend is a bug: logged with its trace."""
    if isinstance(error, UserError):
        return messages.error(error)
    log.error("a bug", exc_info=error)
    return messages.text(BUG)
