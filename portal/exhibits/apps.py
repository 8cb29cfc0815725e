"""Files as evidence: by digest, encrypted, never overwritten."""

from importlib import import_module

from django.apps import AppConfig


class ExhibitsConfig(AppConfig):
    name = "portal.exhibits"
    label = "exhibits"

    def ready(self) -> None:
        append_only = import_module("portal.audit.append_only")
        for model in ("StoredFile", "CustodyEntry"):
            append_only.protect(self.get_model(model))
        storage = import_module("portal.exhibits.storage")
        rotation = import_module("portal.seals.rotation")
        rotation.register_files("exhibits", lambda: storage.exhibit_store().paths())
        import_module("portal.exhibits.own_acts")
