import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { SETTINGS } from "../../src/program/settings";
import { readRegister } from "../../src/tenant/register/read-register";
import { entry, FIRST, registerOf, SECOND, TWO_BREAK_GLASS } from "../cli/a-tenant";
import { deployedWith, refusalOf } from "./program-builders";

const both = { breakGlass: `${FIRST}, ${SECOND.toUpperCase()}` };
const bytesOf = (text: string) => new TextEncoder().encode(text);

describe("a project made by `pulumi new`", () => {
  it("is asked for settings that the program reads, and for the tenant that the provider reads", () => {
    const { template } = parse(readFileSync("Pulumi.yaml", "utf8"));
    const { "azuread:tenantId": tenant, ...own } = template.config;
    assert.ok(tenant);
    for (const [key, question] of Object.entries<{ readonly default?: string }>(own)) {
      assert.ok(key in SETTINGS, key);
      const reader = SETTINGS[key as keyof typeof SETTINGS];
      if (question.default !== undefined) assert.notEqual(reader.read(question.default), undefined, key);
    }
  });

  it("prints a first register, which is valid when the blanks are filled in", async () => {
    const { message } = await refusalOf({ settings: both, register: undefined });
    assert.match(
      message,
      /^the exclusions register is missing:\n\nSave this as `config\/dev\.yaml`, fill in the blanks/,
    );
    const text = message.slice(message.indexOf("exclusions:\n"));
    const blank = readRegister({ file: "config/dev.yaml", bytes: bytesOf(text) });
    assert.deepEqual(!blank.ok && [...new Set(blank.errors.map(({ code }) => code))], ["wrong-value"]);
    const filled = text.replace(/(owner|approvedBy): #.*/g, "$1: a").replace(/reviewBy: #.*/g, "reviewBy: 2027-01-31");
    const read = readRegister({ file: "config/dev.yaml", bytes: bytesOf(filled) });
    assert.deepEqual(read.ok && read.value.entries.map(({ principal }) => principal.id), [FIRST, SECOND]);
  });

  it("warns about a break-glass account that the register doesn't declare, and goes on", async () => {
    const register = registerOf(entry(`user: ${FIRST}`), entry(`user: ${SECOND}`, { kind: "exception" }));
    const { warnings } = await deployedWith({ settings: both, register });
    assert.match(warnings.join("\n"), new RegExp(`doesn't declare \`${SECOND}\` as break-glass`));
    assert.doesNotMatch((await deployedWith({ settings: both, register: TWO_BREAK_GLASS })).warnings.join(), /declare/);
  });
});
