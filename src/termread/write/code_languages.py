"""The languages that a code block may name in Markdown.

A page names its own languages, and programs that read notes run some of them: a block called `dataviewjs` is a script in
Obsidian. Only names that do nothing but choose colours are written.
"""

from __future__ import annotations

_NAMES = """
abap ada agda apache applescript asciidoc asm assembly awk bash bat batch bibtex c c# c++ clojure cmake cobol coffeescript
conf console cpp crystal cs csharp css csv cuda cypher cython d dart delphi diff docker dockerfile dos dotenv elixir elm
erlang f# fish fortran fsharp gherkin gleam glsl go golang gradle graphql groovy haml handlebars haskell haxe hcl hlsl hs
html http ini java javascript jinja js json json5 jsonc jsonl jsx julia kotlin kt latex less lisp llvm log lua make makefile
markdown matlab md nasm nginx nim nix objc objective-c objectivec ocaml octave pascal patch perl php plaintext postgresql
powershell prolog properties proto protobuf ps1 puppet purescript py python python3 qml r racket raku rb regex rs ruby rust
sass scala scheme scss sed sh shell shell-session smalltalk solidity sql svelte svg swift tcl terraform tex text toml ts tsx
txt typescript v vala vb verilog vhdl vim viml vue wasm wat xml xslt yaml yml zig zsh
"""
LANGUAGES = frozenset(_NAMES.split())


def code_language(name: str | None) -> str:
    """Return *name* in lower case where it is one of `LANGUAGES`, else nothing."""
    found = (name or "").strip().lower()
    return found if found in LANGUAGES else ""
