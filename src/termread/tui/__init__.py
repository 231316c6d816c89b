"""The screens and widgets. Only this package knows textual."""
