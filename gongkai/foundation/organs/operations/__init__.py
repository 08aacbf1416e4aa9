"""机关操作：the only code that writes organs, their names and their successions."""

from gongkai.foundation.organs.operations._identity import establish, rename, succeed
from gongkai.foundation.organs.operations._import import ImportedOrgans, import_organs
from gongkai.foundation.organs.operations._profile import PROFILE_FIELDS, reassign, update_profile

__all__ = [
    "PROFILE_FIELDS",
    "ImportedOrgans",
    "establish",
    "import_organs",
    "reassign",
    "rename",
    "succeed",
    "update_profile",
]
