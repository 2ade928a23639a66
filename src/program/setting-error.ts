import { printable } from "../adapters/register";

/** Something wrong with one of the stack's settings, and the command that puts it right. */
export type SettingError = {
  readonly code: "wrong-value" | "unknown-key";
  readonly key: string;
  readonly message: string;
  readonly allowed: string;
  readonly command: string;
};

/** The error as a person reads it: key, code and message, what is allowed, and the exact command. */
export function renderSettingError({ code, key, message, allowed, command }: SettingError): string {
  return [`${printable(key)} error[${code}] ${message}`, `  allowed: ${allowed}`, `  help: ${command}`].join("\n");
}
