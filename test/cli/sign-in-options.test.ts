import assert from "node:assert/strict";
import { namesIn } from "../../src/cli/arguments";
import { SIGN_IN_OPTIONS, signInAsOptions, signInFrom } from "../../src/cli/sign-in-options";

/** A command line for each way of saying something, as it is written back. */
const LINES: readonly { readonly [option: string]: string }[] = [
  { client: "browser", platform: "linux", "sign-in-risk": "hidden", "user-risk": "none", "insider-risk": "none" },
  { ip: "2001:db8::7", country: "FI", "gps-country": "none", "hidden-trust": "yes", flow: "none" },
  { country: "none", "hidden-trust": "no", device: "unregistered", flow: "deviceCodeFlow" },
  { device: "trustType=ServerAD,isCompliant=true,physicalIds=a;b" },
];

describe("the options that say how somebody signs in", () => {
  for (const line of LINES)
    it(`say the same when they are written back: ${Object.keys(line).join(", ")}`, () => {
      const signIn = signInFrom((option) => line[option]);
      assert.deepEqual(Object.fromEntries(signInAsOptions(signIn)), line);
    });

  it("are each among these lines", () =>
    assert.deepEqual(new Set(LINES.flatMap(Object.keys)), new Set(namesIn(SIGN_IN_OPTIONS))));

  it("leave out the name of a device", () => {
    const signIn = signInFrom((option) => (option === "device" ? "displayName=ANNAS-PC,deviceId=1" : undefined));
    assert.deepEqual(Object.fromEntries(signInAsOptions(signIn)), { device: "deviceId=1" });
  });
});
