import type { Fields } from "../../../sandbox/provider/plugin/values";
import { BREAK_GLASS, type Declared, program } from "../../sandbox/provider/recorded-program";

/** What a resource is known by while the text is written; in the program it is an output of that resource. */
const KNOWN = { hq: "{hq}", fido: "{fido}", excl: "{excl}" };

/** The recorded program as a Pulumi program. The configuration's `step` is 1 or 2. */
export const PROGRAM = `"use strict";
const azuread = require("@pulumi/azuread");
const pulumi = require("@pulumi/pulumi");

const person = azuread.getUserOutput({ objectId: ${JSON.stringify(BREAK_GLASS[0])} });
const other = azuread.getUserOutput({ objectId: ${JSON.stringify(BREAK_GLASS[1])} });
const me = azuread.getClientConfigOutput({});

const steps = {
  1() {
    ${program(1).map(declaration).join("\n    ")}
    return mfa;
  },
  2() {
    ${program(2).map(declaration).join("\n    ")}
    return mfa;
  },
};
const policy = steps[new pulumi.Config().get("step") ?? 1]();
exports.seen = [person.displayName, me.objectId, policy.id];
`;

function declaration({ name, type, inputs }: Declared): string {
  const className = type.slice(type.lastIndexOf(":") + 1);
  return `const ${name} = new azuread.${className}(${JSON.stringify(name)}, ${argumentsOf(inputs(KNOWN))});`;
}

/** As JSON, but for what the program looks up or another resource gives it: an object id, or a path with one at its end. */
function argumentsOf(inputs: Fields): string {
  return JSON.stringify(inputs)
    .replaceAll(JSON.stringify(BREAK_GLASS), "[person.objectId, other.objectId]")
    .replaceAll(/"\{(\w+)\}"/g, "$1.objectId")
    .replaceAll(/"\/[^"]*\{(\w+)\}"/g, "$1.id");
}
