/** The options of a command by their long name. */
export type OptionSpecs = { readonly [name: string]: OptionSpec };

export type OptionSpec =
  | { readonly kind: "switch"; readonly help: string }
  /** `must`: there is no doing without it. */
  | { readonly kind: "text"; readonly value: string; readonly help: string; readonly must?: true }
  | { readonly kind: "choice"; readonly choices: readonly string[]; readonly help: string };

/** The option as help shows it: `--format human|json`. */
export function renderOption(name: string, spec: OptionSpec): string {
  switch (spec.kind) {
    case "switch":
      return `--${name}`;
    case "text":
      return `--${name} ${spec.value}`;
    case "choice":
      return `--${name} ${spec.choices.join("|")}`;
  }
}
