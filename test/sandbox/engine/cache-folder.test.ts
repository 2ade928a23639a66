import assert from "node:assert/strict";
import { cacheFolder } from "../../../sandbox/engine/installation";

describe("the cache folder", () => {
  const table: readonly {
    readonly name: string;
    readonly environment: NodeJS.ProcessEnv;
    readonly platform: NodeJS.Platform;
    readonly folder: string;
  }[] = [
    { name: "on Linux", environment: { HOME: "/h" }, platform: "linux", folder: "/h/.cache/azure-management-mfa" },
    {
      name: "on macOS",
      environment: { HOME: "/h" },
      platform: "darwin",
      folder: "/h/Library/Caches/azure-management-mfa",
    },
    {
      name: "with XDG_CACHE_HOME",
      environment: { HOME: "/h", XDG_CACHE_HOME: "/x" },
      platform: "linux",
      folder: "/x/azure-management-mfa",
    },
    {
      name: "with AZMFA_CACHE",
      environment: { HOME: "/h", XDG_CACHE_HOME: "/x", AZMFA_CACHE: "/a" },
      platform: "linux",
      folder: "/a",
    },
    {
      name: "with empty variables",
      environment: { HOME: "/h", XDG_CACHE_HOME: "", AZMFA_CACHE: "" },
      platform: "linux",
      folder: "/h/.cache/azure-management-mfa",
    },
  ];
  for (const { name, environment, platform, folder } of table) {
    it(`${name} is ${folder}`, () => assert.equal(cacheFolder(environment, platform), folder));
  }
});
