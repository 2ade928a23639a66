import assert from "node:assert/strict";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { foldersOf } from "../../../sandbox/session/folders";
import { signIn, wantedBy } from "../../../sandbox/sign-in/sign-in";
import { temporaryFolder } from "../temporary-folder";

describe("npm run sandbox -- sign-in", () => {
  const folder = temporaryFolder();
  const run = (...args: readonly string[]) => signIn(folder.path, args, () => undefined);

  it("alone says how it is used, in lines of at most 80 characters, and starts nothing", async () => {
    const told = await run();
    assert.ok(told.kind === "done" && told.text.split("\n").every((line) => line.length <= 80));
    assert.ok(!existsSync(join(folder.path, ".sandbox")));
  });

  it("needs a local tenant, and somebody to sign in", async () => {
    const none = await run("--user", "developer-1@contoso.example");
    assert.ok(none.kind === "refused" && none.complaint.includes("npm start"));
    assert.match(String(wantedBy(["--client", "browser"])), /say who signs in/);
    assert.match(String(wantedBy(["--usr", "x"])), /--usr/);
  });

  it("says what came of it", async () => {
    mkdirSync(foldersOf(folder.path).tenant, { recursive: true });
    const once = await run("--user", "developer-1@contoso.example", "--client", "mobileAppsAndDesktopClients");
    assert.deepEqual(once, { kind: "done", text: "developer-1@contoso.example came in without MFA\n" });
    const blocked = await run("--user", "developer-1@contoso.example", "--client", "other");
    assert.match(blocked.kind === "done" ? blocked.text : "", /was stopped: Access has been blocked .* \(53003\)/);
    assert.deepEqual(await run("--count", "5"), { kind: "done", text: "5 sign-ins are in the log now.\n" });
  });
});
