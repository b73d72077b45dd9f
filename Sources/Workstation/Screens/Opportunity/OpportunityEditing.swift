import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// A quantity or a discount typed in the line: every key that makes sense of it changes the draft in
// memory, and with it margin, floor and shortage in the same frame.

extension OpportunityScreen {
  mutating func beginEdit(_ session: Session) -> [Effect] {
    guard let line, line.isProduct else { return [] }
    let discounts = line.row.discounts.map {
      session.format.decimal($0.basisPoints, scale: 2, decimals: $0.basisPoints % 100 == 0 ? 0 : 2)
    }
    editing = LineEditing(
      line: line.number,
      quantity: TextField(session.format.quantity(line.row.typedQuantity)),
      discount: TextField(discounts.joined(separator: "-")))
    part = .lines
    return []
  }

  mutating func type(_ event: InputEvent, _ session: Session) -> [Effect] {
    switch event {
    case .key(.escape):
      editing = nil
      problem = ""
      setDraft(sheet?.detail.quote?.draft)
    case .key(.enter): return save(session)
    case .key(.tab), .key(.backTab), .key(.up), .key(.down): editing?.isDiscount.toggle()
    case .key(let key):
      _ = editing?.field.handle(key)
      apply(session)
    case .paste(let text):
      editing?.field.insert(text)
      apply(session)
    case .mouse, .resize: break
    }
    return []
  }

  /// The typed quantity and discounts, or what is wrong with them.
  private func typed(_ session: Session) -> (quantity: Quantity, discounts: [Ratio])? {
    guard let editing,
      let number = try? NumberEntry.parse(editing.quantity.text, decimals: 3), number.scaled > 0
    else { return nil }
    var discounts: [Ratio] = []
    for part in editing.discount.text.split(whereSeparator: { $0 == "-" || $0 == " " }) {
      guard let found = try? NumberEntry.parse(String(part), decimals: 2),
        (0..<10_000).contains(found.scaled)
      else { return nil }
      discounts.append(Ratio(basisPoints: found.scaled))
    }
    return discounts.count <= 5 ? (Quantity(thousandths: number.scaled), discounts) : nil
  }

  private mutating func apply(_ session: Session) {
    guard let editing, let sheet, var draft = sheet.detail.quote?.draft,
      let place = draft.lines.firstIndex(where: { $0.number == editing.line })
    else { return }
    guard let typed = typed(session) else {
      problem = session.text(
        editing.isDiscount ? "opportunity.badDiscount" : "opportunity.badQuantity")
      return
    }
    guard let product = draft.lines[place].productID, let terms = sheet.terms[product],
      let context = sheet.context
    else { return }
    do {
      let before = draft.lines[place].row
      if typed.quantity != before.typedQuantity {
        try terms.change(&draft.lines[place], quantity: typed.quantity, unit: nil, context)
      }
      if typed.discounts != before.discounts {
        try terms.discount(&draft.lines[place], typed.discounts)
      }
      problem = ""
      setDraft(draft)
    } catch {
      problem = session.text("opportunity.badQuantity")
    }
  }

  private mutating func save(_ session: Session) -> [Effect] {
    guard let editing, let quote = sheet?.detail.quote else { return [] }
    guard problem.isEmpty, let typed = typed(session) else {
      return [
        .say(Status(.refused, problem.isEmpty ? session.text("opportunity.badQuantity") : problem))
      ]
    }
    let before = quote.draft[line: editing.line]?.row
    var edit = LineEdit()
    if typed.quantity != before?.typedQuantity { edit.quantity = .set(typed.quantity) }
    if typed.discounts != before?.discounts { edit.discounts = .set(typed.discounts) }
    self.editing = nil
    guard edit != LineEdit() else { return [] }
    isSaving = true
    return [.act(EditLine(editing.line, of: quote.quote.id, edit))]
  }
}

extension OpportunityScreen {
  mutating func handle(_ event: InputEvent, _ session: Session) -> [Effect] {
    if editing != nil { return type(event, session) }
    let layout = OpportunityLayout(session)
    switch event {
    case .key(.tab): turn(by: 1, layout)
    case .key(.backTab): turn(by: -1, layout)
    case .key(let key): move { _ = $0.handle(key, height: $1) }
    case .mouse(let mouse):
      let point = session.inBody(mouse.point)
      switch mouse.action {
      case .wheelUp: move { $0.scroll(by: -1, height: $1) }
      case .wheelDown: move { $0.scroll(by: 1, height: $1) }
      case .press: press(point, layout, session)
      }
    case .paste, .resize: break
    }
    return []
  }

  mutating func turn(by step: Int, _ layout: OpportunityLayout) {
    let shown = layout.parts.map(\.part)
    let place = shown.firstIndex(of: part) ?? 0
    part = shown[(place + step + shown.count) % shown.count]
  }

  /// Moves the cursor of the part that has the focus; the lines' where it has none of its own.
  private mutating func move(_ body: (inout ListState, Int) -> Void) {
    switch part {
    case .tasks: body(&tasks, 8)
    case .journal: body(&journal, 8)
    default:
      body(&lines, 10)
      chosenLine = line?.number
    }
  }

  private mutating func press(
    _ point: Point, _ layout: OpportunityLayout, _ session: Session
  ) {
    if layout.strip.contains(point),
      let tab = strip(session).tab(atColumn: point.x, width: layout.strip.width)
    {
      part = Part.allCases[tab]
      return
    }
    guard let hit = layout.parts.last(where: { $0.rect.contains(point) }), !layout.hasTabs else {
      let row = point.y - layout.main.y - 1
      if layout.hasTabs, part == .lines, row >= 0 {
        lines.select(lines.visible(height: layout.main.height - 1).lowerBound + row)
        chosenLine = line?.number
      }
      return
    }
    part = hit.part
    guard part == .lines else { return }
    let row = point.y - hit.rect.y - 2
    if row >= 0, row < rows.count {
      lines.select(lines.visible(height: hit.rect.height - 6).lowerBound + row)
      chosenLine = line?.number
    }
  }
}
