import { render } from "../report/render";
import { givenOf, parse, parserOf, specify } from "./arguments";
import { type Command, type ExitStatus, type Given, guarded, type Host, TOOL } from "./command";
import { formatIn } from "./judging";

/** The commands of `azmfa` by name. Each is loaded when it is needed, so that the libraries of one don't slow the others down. */
export type Commands = { readonly [name: string]: { readonly summary: string; readonly load: () => Command } };

const EXIT_STATUSES = `
Exit status:
  0  all proved, or compliant
  1  a bypass, an unknown or a failed step
  2  bad input, or the tenant is out of reach

Results go to standard output, progress and messages to standard error.`;

/** Runs the command that the arguments after `azmfa` name. Prints each result as soon as there is one. Never throws. */
export async function run(commands: Commands, args: readonly string[], host: Host): Promise<ExitStatus> {
  const azmfa = parserOf("azmfa", host)
    .version(`${TOOL.name} ${TOOL.version}`, "-v, --version", "print the version and stop")
    .helpCommand("help [command]", "explain a command")
    .showHelpAfterError("see azmfa --help")
    .addHelpText("after", EXIT_STATUSES);
  let work = async (): Promise<ExitStatus> => 0;
  for (const [name, { summary, load }] of Object.entries(commands)) {
    const parser = azmfa.command(name).summary(summary);
    if (!args.includes(name)) continue;
    const command = load();
    specify(parser, command).action(() => {
      work = () => carryOut(command, givenOf(parser), host, `azmfa ${name}`);
    });
  }
  return parse(azmfa, args) ?? work();
}

const carryOut = (command: Command, given: Given, host: Host, about: string): Promise<ExitStatus> =>
  guarded(about, host, async () => {
    const answer = await command.run(given, host);
    if (typeof answer === "number") return answer; // it has printed by itself
    await host.out(render(formatIn(given), answer, host));
    return answer.status;
  });
