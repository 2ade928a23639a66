import type { Outcome } from "../../../sandbox/processes/child";
import type { Session } from "../../../sandbox/session";
import { foldersOf } from "../../../sandbox/session/folders";

/** A session whose engine does nothing, and succeeds. */
export function fakeSession(project: string): Session {
  return {
    project,
    programFolder: project,
    folders: foldersOf(project),
    engine: { executable: "/engine/pulumi", version: "3.274.1", origin: "built", pathFolders: ["/engine"] },
    tenant: aTenant(),
    environment: {},
    pulumi: (): Promise<Outcome> => Promise.resolve({ status: 0, stdout: "", stderr: "" }),
    close: () => Promise.resolve(),
  };
}

export function aTenant(): Session["tenant"] {
  return {
    url: "https://localhost:1",
    host: "localhost:1",
    tenantId: "tenant-id",
    clientId: "client-id",
    clientSecret: "client-secret",
    controlKey: "control-key",
    certificateFile: "/tenant/certificate.pem",
    joined: false,
    close: () => Promise.resolve(),
  };
}
