import type { Session } from "../session/session.ts";
import type { PendingRequest } from "../wire/client-link.ts";

/** What takes less is not worth a word. */
const worthwhileMs = 500;

/** Time between two updates. */
const updateMs = 250;

/** Says how far something is. @param percentage From 0 to 100. */
export type Report = (message: string, percentage?: number) => void;

/**
 * Does something that may take long, and shows its progress to a client that wants to see it. Every
 * progress that was begun ends, however the work ends.
 * @param options.pending The request it belongs to; to cancel one means to cancel the other.
 */
export async function withProgress<T>(
  session: Session,
  { title, pending }: { readonly title: string; readonly pending: PendingRequest },
  work: (report: Report) => Promise<T>,
): Promise<T> {
  if (!session.client.showsProgress) return work(() => {});
  const progressId = `progress ${session.numbers.next()}`;
  let begun = false;
  let latest: { message?: string; percentage?: number } = {};
  let told = latest;
  const tick = () => {
    if (session.phase === "over") return;
    if (!begun) {
      begun = true;
      const options = { title, requestId: pending.seq, cancellable: true };
      session.raise("progressStart", { progressId, ...options, ...latest });
    } else if (latest !== told) {
      session.raise("progressUpdate", { progressId, ...latest });
    }
    told = latest;
    timer = setTimeout(tick, updateMs);
  };
  const report: Report = (message, percentage) => {
    latest = {
      message,
      ...(percentage === undefined ? {} : { percentage: Math.min(100, Math.floor(percentage)) }),
    };
  };
  let timer = setTimeout(tick, worthwhileMs);
  const end = () => {
    clearTimeout(timer);
    if (session.progress.delete(progressId) && begun) session.raise("progressEnd", { progressId });
  };
  session.progress.set(progressId, { requestSeq: pending.seq, report, end });
  try {
    return await work(report);
  } finally {
    end();
  }
}
