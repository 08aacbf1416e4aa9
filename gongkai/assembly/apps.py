"""Django's handle on the assembly: binds the wiring when everything is loaded."""

from django.apps import AppConfig


class AssemblyConfig(AppConfig):
    """总装。"""

    name = "gongkai.assembly"
    label = "assembly"
    verbose_name = "总装"

    def ready(self) -> None:
        """Bind ports, kinds and handlers, all from one page."""
        from gongkai.assembly import wiring

        wiring.bind()
