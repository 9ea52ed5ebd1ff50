import type { ComponentChildren } from 'preact'

/**
 * A part of the page that the server keeps up to date; page element `mt-live`. Without scripts the page itself is asked
 * for again, if it says how often (`Page.refreshSeconds`).
 * @param from - address of the stream, answered by `reply.liveView`
 */
export function LiveView({ from, children }: { from: string; children: ComponentChildren }) {
  return (
    <mt-live data-from={from}>
      <p class="live-lost" role="status" data-when-lost hidden>
        连接断开了，正在重连。现在看到的可能不是最新的。
      </p>
      <div data-view>{children}</div>
    </mt-live>
  )
}
