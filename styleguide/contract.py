"""What the style guide gives to the whole: nothing, since its people are made up (see `accounts.room`)."""

from accounts.room import Contract

CONTRACT = Contract()
