"""What courses give to the whole (see `accounts.room`): nothing of people is kept here."""

from accounts.room import Contract

CONTRACT = Contract()
