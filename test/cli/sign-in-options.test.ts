import assert from "node:assert/strict";
import { namesIn } from "../../src/cli/arguments";
import { SIGN_IN_OPTIONS, signInFrom } from "../../src/cli/sign-in-options";
import { parseAddress } from "../../src/law/addresses/address";

const whole = (value: unknown) => ({ kind: "whole", value });
const part = (known: unknown) => ({ kind: "part", part: known });
const device = (...attributes: readonly (readonly [string, unknown])[]) =>
  part({ kind: "registered", attributes: new Map(attributes) });

/** A command line for each way of saying something, and what it says. */
const LINES: readonly (readonly [line: { readonly [option: string]: string }, says: object])[] = [
  [
    { client: "browser", platform: "linux" },
    { clientApp: whole("browser"), platform: whole("linux") },
  ],
  [
    { "sign-in-risk": "hidden", "user-risk": "none", "insider-risk": "none", flow: "none" },
    { signInRisk: whole("hidden"), userRisk: whole("none"), insiderRisk: whole(null), authenticationFlow: whole(null) },
  ],
  [
    { ip: "2001:db8::7", country: "fi", "gps-country": "none", "hidden-trust": "yes" },
    {
      network: part({
        address: parseAddress("2001:db8::7"),
        countryByAddress: { kind: "code", code: "FI" },
        countryByGps: { kind: "unmapped" },
        trustedElsewhere: true,
      }),
    },
  ],
  [
    { "hidden-trust": "no", device: "unregistered" },
    { network: part({ trustedElsewhere: false }), device: whole({ kind: "unregistered" }) },
  ],
  [
    { device: "trustType=ServerAD,iscompliant=true,physicalIds=a;b" },
    { device: device(["trustType", "ServerAD"], ["isCompliant", true], ["physicalIds", new Set(["a", "b"])]) },
  ],
  [{ device: "displayName=A, B,deviceId=" }, { device: device(["displayName", "A, B"], ["deviceId", ""]) }],
];

describe("the options that say how somebody signs in", () => {
  for (const [line, says] of LINES)
    it(`say a part each: ${Object.entries(line).join(" ")}`, () =>
      assert.deepEqual(
        signInFrom((option) => line[option]),
        says,
      ));

  it("say nothing where none is given", () =>
    assert.deepEqual(
      signInFrom(() => undefined),
      {},
    ));

  it("are each among these lines", () =>
    assert.deepEqual(new Set(LINES.flatMap(([line]) => Object.keys(line))), new Set(namesIn(SIGN_IN_OPTIONS))));
});
