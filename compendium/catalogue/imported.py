"""What an imported list says of reports: claims below people's decisions and above what the files say."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, delete, insert

from compendium.catalogue import fields, schema
from compendium.catalogue.rows import claim_values
from compendium.model.report import Claim, Claimant


def imported_claims(supplied: Mapping[str, str]) -> list[Claim]:
    """The values of a list, in the plain form of `fields.normalised`, as claims."""
    return [
        Claim(fields.FIELDS[name].claim, value, Claimant.IMPORTED)
        for name, text in supplied.items()
        for value in fields.values(name, text)
    ]


def put_imported(connection: Connection, report: str, imported: Collection[Claim]) -> None:
    """Puts these claims in the place of what a list said before of the same fields."""
    table = schema.claim
    said_before = (table.c.claimant == Claimant.IMPORTED) & table.c.field.in_({claim.field for claim in imported})
    connection.execute(delete(table).where(table.c.report == report, said_before))
    if imported:
        connection.execute(insert(table), [claim_values(report, claim) for claim in imported])
