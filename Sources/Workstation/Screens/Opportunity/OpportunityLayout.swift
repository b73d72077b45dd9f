import Terminal

// Where the parts stand.
//
//   full                                          tabs, under 100 columns
//   ┌ A-0931  customer — title      stages ┐      ┌ title                 stages ┐
//   │ lines                │ margin        │      │ amount, margin, credit       │
//   │                      │ stock         │      │ ▐Lignes▌ Marge  Stock …      │
//   │ customer │ tasks │ journal           │      │ the part with the focus      │
//   └──────────────────────────────────────┘      └ stock of the line, totals ───┘
struct OpportunityLayout {
  let hasTabs: Bool
  let strip: Rect
  let main: Rect
  let below: Rect
  let parts: [(part: OpportunityScreen.Part, rect: Rect)]

  init(_ session: Session) {
    let area = Rect(session.body.size)
    let breakpoint = Breakpoint(session.size)
    hasTabs = breakpoint < .medium
    guard hasTabs else {
      let bottom = breakpoint >= .full ? 12 : 9
      let (top, low) = area.splitRows(top: area.height - bottom)
      let upper = Rect(0, 1, area.width, top.height - 1)
      let (left, right) = upper.splitColumns(left: area.width * 3 / 5)
      let (margin, stock) = right.splitRows(top: min(9, right.height / 2))
      let widths: [Length] =
        breakpoint >= .full
        ? [.flexible(5), .flexible(4), .flexible(4)] : [.flexible(1), .flexible(1)]
      let lower = low.columns(widths)
      let names: [OpportunityScreen.Part] = [.customer, .tasks, .journal]
      parts =
        [(.lines, left), (.margin, margin), (.stock, stock)] + zip(names, lower).map { ($0, $1) }
      (strip, main, below) = (Rect(0, 0, 0, 0), left, Rect(0, 0, 0, 0))
      return
    }
    strip = area.row(2)
    let lines = breakpoint >= .compact ? 4 : 0
    let top = breakpoint >= .form ? 4 : 3
    main = Rect(0, top, area.width, area.height - top - (lines > 0 ? lines + 1 : 0))
    below = Rect(0, main.bottom + 1, area.width, lines)
    parts = OpportunityScreen.Part.allCases.map { [main] in ($0, main) }
  }
}
