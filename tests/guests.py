"""People to invite, as a page sends them."""

from cohorts.addresses import Guest


def rows(*guests: Guest | str, **fields: str) -> dict[str, str]:
    """The fields of a form that sends these people, addresses alone too; `fields` hold for each of them."""
    sent = {"guests-TOTAL_FORMS": str(len(guests)), "guests-INITIAL_FORMS": "0", "addresses": "", "send": ""}
    for place, one in enumerate(guests):
        guest = Guest(one) if isinstance(one, str) else one
        said = {"email": guest.email, "name": guest.name, "role": guest.role, "unit": guest.unit}
        said |= {"language": guest.language or "sv"} | fields
        sent |= {f"guests-{place}-{name}": value for name, value in said.items()}
    return sent
