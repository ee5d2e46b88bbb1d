"""The command line `anabranch`."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

from anabranch.cli.help import as_it_is, examples
from anabranch.cli.problems import INTERRUPTED, Failure, reason_of
from anabranch.cli.spoken_help import SpokenContext
from anabranch.reports.texts.words import LANGUAGES

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from anabranch.reports.texts.words import Words

_SECTIONS = {
    "To see": {
        "map": "what a project references, what is tangled, what can be freed",
        "why": "every reference from one part to another",
        "free": "what is in the way of freeing a unit",
        "unit": "what a unit defines, offers and uses; without a name all units",
        "page": "the map as one HTML file: order, arrows, matrix, what if",
        "unseen": "what could not be resolved, by reason",
        "history": "the map of past commits as a trend, and what changed together",
    },
    "To keep the order": {
        "init": "write the order down as a rule file, and today's findings as debt",
        "check": "hold the code against the rule file; debt only shrinks",
        "diff": "what a branch adds and removes between domains, as a Markdown comment",
        "debt": "the findings that are accepted for now",
        "allow": "accept references by design, with a reason",
        "import": "contracts of import-linter and tach as rules",
        "affected": "the tests that a change can reach",
    },
    "To take a domain out": {
        "plan": "which domain to free first, and the steps that free one",
        "what-if": "what cuts, moves, merges or another order would come to",
        "dossier": "should we split, and what first: one page of this repository's own numbers",
        "rehearse": "run the tests as if a domain had left: what would break",
        "observe": "run the tests and keep what crossed any edge; the recall of the map",
    },
}
_COMMANDS = [command for section in _SECTIONS.values() for command in section]
_LONGEST = max(map(len, _COMMANDS))

_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Commands(click.Group):
    """Imports a command only when it is called: `--help` and completion answer at once."""

    context_class = SpokenContext

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return _COMMANDS

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"anabranch.cli.{cmd_name.replace('-', '_')}_command").command
        command.context_class = SpokenContext
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Names of commands with what the help says of them; of options as click tells."""
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        from click.shell_completion import CompletionItem

        told = {name: text for commands in _SECTIONS.values() for name, text in commands.items()}
        return [CompletionItem(name, help=text) for name, text in told.items() if name.startswith(incomplete)]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command, or that there is none, with those that are written alike."""
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            from anabranch.cli.usage import Misuse

            words, close = _words(), ", ".join(get_close_matches(args[0], _COMMANDS, 2))
            meant = f" {words('usage.close', close=close)}" if close else ""
            raise Misuse(words("usage.command", name=args[0]) + meant, ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        for title, commands in _SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(_LONGEST), told) for name, told in commands.items()])


def _show_version(ctx: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("anabranch")
        except PackageNotFoundError:
            number = "(not installed)"
        click.echo(f"anabranch {number}")
        ctx.exit()


_HELP = "Show what a Django project really references, without importing or starting it."

_EXAMPLES = examples(
    "anabranch map                     the first look, in the folder of a repository",
    "anabranch why orders catalog      every line by which orders depends on catalog",
    "anabranch free orders             what to cut so that no circle goes through orders",
    "anabranch unit catalog.Product    who uses what of a model",
    "anabranch unseen                  what the map does not know, and why",
)
_COMPLETION = as_it_is(
    "Completion, in the file that your shell reads first:",
    '  bash  eval "$(_ANABRANCH_COMPLETE=bash_source anabranch)"',
    '  zsh   eval "$(_ANABRANCH_COMPLETE=zsh_source anabranch)"',
    "  fish  _ANABRANCH_COMPLETE=fish_source anabranch | source",
)


@click.group(cls=_Commands, help=_HELP, epilog=f"{_EXAMPLES}\n\n{_COMPLETION}", context_settings=_SETTINGS)
@click.option("--lang", type=click.Choice(LANGUAGES), help="English or Korean [from the locale]")
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version,
              help="Show the version and leave.")  # fmt: skip
def cli(lang: str | None) -> None:
    """Everything below is a command of its own."""


def main() -> None:
    """Runs a command and leaves with 0, or with 2 and one sentence where nothing could be done."""
    try:
        code = cli.main(prog_name="anabranch", standalone_mode=False)
    except Failure as failure:
        _leave(failure.sentence, failure.code)
    except click.UsageError as error:
        if not sys.argv[1:]:  # nothing was asked: what click tells then is the help
            click.echo(error.format_message(), err=True)
            sys.exit(error.exit_code)
        from anabranch.cli.usage import usage_sentence

        place = " ".join(["anabranch", *(name for name in sys.argv[1:2] if name in _COMMANDS)])
        _leave(usage_sentence(error, _words(), place=place), error.exit_code)
    except click.ClickException as error:
        _leave(error.format_message(), error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    except OSError as error:
        sys.stdout = None  # what it holds cannot be written, also not at exit
        _leave(_words()("problem.write", file="stdout", reason=reason_of(error, _words())), 2)
    sys.exit(code if isinstance(code, int) else 0)


def _words() -> Words:
    """Of a command line that no command has read."""
    from anabranch.cli.language import choose_language, language_typed
    from anabranch.reports.texts.words import Words

    return Words(choose_language(language_typed(sys.argv[1:]), os.environ))


def _leave(sentence: str, code: int) -> None:
    from anabranch.cli.output import mention

    mention(f"anabranch: {sentence}")
    sys.exit(code)
