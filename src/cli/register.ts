import { readFile } from "node:fs/promises";
import type { Register } from "../law/model/register";
import { renderFinding } from "../report/finding";
import { whyNotReadable } from "../tenant/file/file-problem";
import { readRegister } from "../tenant/register/read-register";
import { printable } from "../text/printable";
import type { Result } from "../text/result";

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
  return { ok: false, errors: [renderFinding(first), ...rest.map(renderFinding)] };
}

const isMissing = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ENOENT";
