import type { Register } from "../law/model/register";
import { bytesAt } from "../tenant/file/file-problem";
import { readRegister } from "../tenant/register/read-register";
import { Refused } from "../text/refused";
import { renderFinding } from "../words/finding";

/** Reads a register. @param name its name in messages @throws Refused with everything that is wrong with it */
export function loadRegister(path: string, name = path): Register {
  const read = readRegister({ file: name, bytes: bytesAt(path) });
  if (read.ok) return read.value;
  throw new Refused(...read.errors.map(renderFinding));
}
