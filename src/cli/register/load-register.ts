import { readFile } from "node:fs/promises";
import { printable, type Register, type Result, readRegister, renderRegisterError } from "../../adapters/register";
import { whyNotReadable } from "../files/why-not-readable";

/** Reads the register that `--exclusions` names. @returns it, or every error as text for people */
export async function loadRegister(file: string): Promise<Result<Register, string>> {
  let bytes: Uint8Array | undefined;
  try {
    bytes = await readFile(file);
  } catch (error) {
    if (!isMissing(error)) return { ok: false, errors: [`${printable(file)}: ${whyNotReadable(error)}`] };
  }
  const read = readRegister({ file, bytes });
  if (read.ok) return read;
  const [first, ...rest] = read.errors;
  return { ok: false, errors: [renderRegisterError(first), ...rest.map(renderRegisterError)] };
}

const isMissing = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ENOENT";
