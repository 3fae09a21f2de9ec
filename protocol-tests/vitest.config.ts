import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: ["src/**/*.test.ts", "adapter/**/*.test.ts"] } },
      { test: { name: "requests", include: ["protocol-tests/requests/**/*.test.ts"] } },
      {
        test: {
          name: "abi",
          include: ["protocol-tests/abi/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
