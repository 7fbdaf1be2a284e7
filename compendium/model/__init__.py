"""The domain: frozen dataclasses and enums, in the words of GLOSSARY.md. Import from the modules, not from here."""
