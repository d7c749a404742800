"""A settings file with the files that belong to it, read as editors read them."""
import os

import editor_yaml


class Configuration:
    """A settings file with the files that belong to it, as trees, and the schema of each."""

    def __init__(self, settings):
        self.folder = settings.parent
        self.settings = settings.name
        self.files = {settings.name: "smshalld"}
        hall = editor_yaml.read(settings).seen()["hall"]
        self.files[hall["menu"]] = "menu"
        if "catalogue" in hall:
            self.files[hall["catalogue"]] = "catalogue"
        self.trees = {name: editor_yaml.read(self.folder / name) for name in self.files}
        self._follow_includes(hall["menu"])

    def _follow_includes(self, name):
        include = self.trees[name].seen().get("include", [])
        for path in include if isinstance(include, list) else [include]:
            inner = os.path.normpath(os.path.join(os.path.dirname(name), path))
            if inner not in self.files:
                self.files[inner] = "menu-part"
                self.trees[inner] = editor_yaml.read(self.folder / inner)
                self._follow_includes(inner)

    def write(self, folder, *changed):
        """All files into `folder`, or only `changed` ones as (name, tree). Returns the path of the settings."""
        for name, tree in changed or self.trees.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(tree.written() + "\n", encoding="utf-8")
        return folder / self.settings
