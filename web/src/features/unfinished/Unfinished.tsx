import { discardFlow, FlowBusyError, FlowPlanNotFoundError } from "@plaza/sdk";
import type { UnfinishedFlow } from "@plaza/sdk/flows";
import { useItem, usePlaza, useResume, useUnfinishedFlows } from "@plaza/sdk/react";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTrader } from "../../account/useTrader.ts";
import { STEADY } from "../../data/pace.ts";
import { FlowProgress } from "../../flow/FlowProgress.tsx";
import { useUnwatched } from "../../flow/watched.ts";
import { Icon } from "../../ui/Icon.tsx";
import { shortId } from "../../ui/words.ts";
import { rememberBid } from "../auction/myBids.ts";
import { nameOf } from "./words.ts";
import "./unfinished.css";

/** What this page itself has begun is told where it was begun, for as long as that is in view. */
const LOADED_AT = Date.now();

/**
 * What was cut off by a reload, in a tab that was closed, or by going to another page. What was sent is followed by itself; whatever needs the
 * wallet asks first.
 */
export function Unfinished(): ReactNode {
  const { address } = useTrader();
  const { data = [] } = useUnfinishedFlows({ account: address }, { refetchInterval: STEADY });
  // One that was taken up here stays in view until its owner has read how it went.
  const [taken, setTaken] = useState<readonly UnfinishedFlow[]>([]);
  const unwatched = useUnwatched();
  const isTaken = ({ id }: UnfinishedFlow) => taken.some((other) => other.id === id);
  const isLeft = ({ id, createdAt }: UnfinishedFlow) => createdAt.getTime() < LOADED_AT || unwatched.has(id);
  const left = data.filter((flow) => isLeft(flow) && (flow.asked || flow.done > 0));
  const shown = [...taken, ...left.filter((flow) => !isTaken(flow))].filter(({ account }) => account === address);
  if (shown.length === 0) return null;
  return (
    <section className="unfinished" aria-label="Not finished yet">
      {shown.map((flow) => (
        <Taken
          key={flow.id}
          flow={flow}
          onTake={() => setTaken((before) => [...before.filter(({ id }) => id !== flow.id), flow])}
          onClose={() => setTaken((before) => before.filter(({ id }) => id !== flow.id))}
        />
      ))}
    </section>
  );
}

function Taken({
  flow,
  onTake,
  onClose,
}: {
  flow: UnfinishedFlow;
  onTake: () => void;
  onClose: () => void;
}): ReactNode {
  const { store } = usePlaza();
  const queries = useQueryClient();
  const resume = useResume();
  const isElsewhere = resume.error instanceof FlowBusyError;
  const go = () => {
    onTake();
    resume.mutate(flow.id, {
      onSuccess(outcome) {
        if ("auctionId" in outcome && flow.kind === "bid")
          rememberBid(flow.account, outcome.auctionId as `0x${string}`);
      },
      // Somebody else's from here on: it goes when it is over there.
      onError(error) {
        if (error instanceof FlowBusyError || error instanceof FlowPlanNotFoundError) onClose();
      },
    });
  };
  const forget = async () => {
    if (store !== undefined) await discardFlow({ store }, { id: flow.id, force: true }).catch(() => false);
    onClose();
    await queries.invalidateQueries({ queryKey: ["plaza", "unfinishedFlows"] });
  };

  // Nobody is asked for anything that has been sent: it is only looked after, and again where whoever did so may have gone.
  const isSent = flow.hash !== null;
  const begun = useRef(false);
  const latest = useRef(go);
  latest.current = go;
  useEffect(() => {
    if (!isSent || (begun.current && !isElsewhere)) return undefined;
    const timer = setTimeout(
      () => {
        begun.current = true;
        latest.current();
      },
      begun.current ? STEADY : 0,
    );
    return () => clearTimeout(timer);
  }, [isSent, isElsewhere]);

  return (
    <article className="panel unfinished-one" data-testid="unfinished" data-kind={flow.kind}>
      <div className="unfinished-head">
        <Icon name="clock" />
        <p className="grow">
          <strong>{nameOf(flow.kind)}</strong>
          {flow.item === null ? null : <About item={flow.item} />}
          <small className="dim">
            {resume.isSuccess
              ? "was finished."
              : isElsewhere
                ? "is under way."
                : resume.isPending
                  ? "was cut off, and goes on."
                  : `was cut off: ${flow.done} of ${flow.requirements.length} steps are done.`}
          </small>
        </p>
        {resume.isSuccess ? (
          <button type="button" className="btn btn-small" onClick={onClose}>
            All right
          </button>
        ) : resume.isPending || (isElsewhere && isSent) ? null : (
          <>
            {resume.isError && !isElsewhere ? null : (
              <button type="button" className="btn btn-gold btn-small" data-testid="continue" onClick={go}>
                Continue
              </button>
            )}
            <button type="button" className="btn btn-quiet btn-small" onClick={() => void forget()}>
              Forget it
            </button>
          </>
        )}
      </div>
      {resume.isIdle || isElsewhere ? null : <FlowProgress flow={resume} done="Done." />}
    </article>
  );
}

function About({ item }: { item: NonNullable<UnfinishedFlow["item"]> }): ReactNode {
  const { data } = useItem(item, { staleTime: Number.POSITIVE_INFINITY });
  const params = { token: item.token, id: item.tokenId.toString() };
  return (
    <Link to="/item/$token/$id" params={params} className="text-link">
      {data?.name ?? shortId(item.tokenId)}
    </Link>
  );
}
