import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

extension CustomerScreen {
  func draw(on canvas: Canvas, _ session: Session) -> Point? {
    guard let sheet else {
      canvas.put(session.text("status.waiting"), 1, 0, .muted)
      return nil
    }
    canvas.put(head(sheet.detail, session), in: Rect(1, 0, canvas.width - 2, 1), .title.bold)
    let layout = CustomerLayout(session)
    guard layout.hasTabs else {
      for (part, rect) in layout.parts {
        let pane = Pane(title(of: part, session), focused: part == self.part)
        draw(part, sheet, on: pane.draw(on: canvas.sub(rect)), session)
      }
      return nil
    }
    var facts: [Span] = []
    for line in CreditWords(sheet.credit, session).lines.prefix(3) { facts += line + [Span("  ")] }
    canvas.sub(Rect(1, 1, canvas.width - 2, 1)).put(facts, 0, 0)
    strip(session).draw(on: canvas.sub(layout.strip))
    canvas.hline(Rect(0, 3, canvas.width, 1))
    draw(part, sheet, on: canvas.sub(layout.main), session)
    return nil
  }

  func strip(_ session: Session) -> TabStrip {
    TabStrip(
      Part.allCases.map { title(of: $0, session) },
      current: Part.allCases.firstIndex(of: part) ?? 0)
  }

  private func title(of part: Part, _ session: Session) -> String {
    let name = session.text("customer.part.\(part.rawValue)")
    return part == .account || part == .timeline ? name : "\(name) (\(lists[part]?.count ?? 0))"
  }

  private func head(_ detail: CustomerDetail, _ session: Session) -> String {
    let customer = detail.customer
    var parts = [customer.code + "  " + customer.name, customer.town]
    if !customer.siret.isEmpty { parts.append("SIRET " + customer.siret) }
    if let day = customer.sinceDay {
      parts.append(session.text("customer.since", Fact("year", .text(String(day.year)))))
    }
    if !customer.customerClass.isEmpty {
      parts.append(session.text("customer.class", Fact("class", .text(customer.customerClass))))
    }
    parts.append(detail.salesperson?.name ?? "")
    return parts.filter { !$0.isEmpty }.joined(separator: " · ")
  }

  private func draw(
    _ part: Part, _ sheet: CustomerSheet, on canvas: Canvas, _ session: Session
  ) {
    switch part {
    case .account: drawAccount(sheet, on: canvas, session)
    case .contacts:
      let contacts = sheet.detail.contacts
      drawList(part, on: canvas, empty: "customer.noContacts", session) { index in
        let contact = contacts[index]
        let reach = contact.phone.isEmpty ? contact.email : contact.phone
        return (contact.name, contact.job, reach, .normal)
      }
    case .current:
      let works = works
      drawList(part, on: canvas, empty: "customer.noWork", session) { words(works[$0], session) }
    case .timeline:
      let lines = JournalWords.lines(sheet.journal, sheet.detail.interactions, session)
      let list = lists[part] ?? ListState()
      for (y, index) in list.visible(height: canvas.height).enumerated()
      where lines.indices.contains(index) {
        canvas.put(lines[index].day, in: Rect(1, y, 6, 1), .muted)
        canvas.put(lines[index].text, in: Rect(7, y, canvas.width - 8, 1), lines[index].style)
      }
    case .purchases:
      let purchases = sheet.detail.purchases
      drawList(part, on: canvas, empty: "customer.noPurchases", session) { index in
        let bought = purchases[index]
        let last =
          session.format.quantity(bought.purchase.lastQuantity) + " × "
          + session.format.price(bought.purchase.lastPrice)
          + (bought.purchase.priceUnit == 1 ? "" : "/\(bought.purchase.priceUnit)") + "  "
          + session.format.shortDay(bought.purchase.lastDay)
        return (bought.productCode, bought.productName, last, .normal)
      }
    }
  }

  private func drawAccount(_ sheet: CustomerSheet, on canvas: Canvas, _ session: Session) {
    let customer = sheet.detail.customer
    var lines = CreditWords(sheet.credit, session).lines
    lines += sheet.rebates.map { RebateWords(session: session).standing($0) }
    if let term = sheet.detail.paymentTerm {
      lines.append([Span(session.text("customer.term") + " ", .label), Span(term.name)])
    }
    for text in [
      customer.phone, customer.email, customer.address,
      [customer.postalCode, customer.town].filter { !$0.isEmpty }.joined(separator: " "),
      customer.note,
    ] where !text.allSatisfy(\.isWhitespace) {
      lines.append([Span(text, .muted)])
    }
    for (y, line) in lines.prefix(canvas.height).enumerated() {
      canvas.sub(Rect(1, y, canvas.width - 2, 1)).put(line, 0, 0)
    }
  }

  private typealias Words = (first: String, second: String, last: String, style: Style)

  private func drawList(
    _ part: Part, on canvas: Canvas, empty: String, _ session: Session, _ words: (Int) -> Words
  ) {
    let list = lists[part] ?? ListState()
    guard !list.isEmpty else {
      canvas.put(session.text(empty), in: Rect(1, 0, canvas.width - 2, 1), .muted)
      return
    }
    for (y, index) in list.visible(height: canvas.height).enumerated() {
      let isHere = part == self.part && index == list.current
      canvas.fill(Rect(0, y, canvas.width, 1), Style.normal.selected(isHere))
      if isHere { canvas.put("▌", 0, y, .selected) }
      let (first, second, last, style) = words(index)
      let end = canvas.width - last.columns - 2
      let width = min(max(8, first.columns), canvas.width / 3)
      canvas.put(first, in: Rect(1, y, width, 1), Style.title.selected(isHere))
      canvas.put(second, in: Rect(width + 2, y, end - width - 2, 1), style.selected(isHere))
      canvas.put(
        last, in: Rect(1, y, canvas.width - 2, 1), Style.value.selected(isHere), align: .right)
    }
  }

  private func words(_ work: Work, _ session: Session) -> Words {
    let currency = session.company.currency
    switch work {
    case .task(let task):
      let isLate = task.dueDay < session.today
      let due = (isLate ? "! " : "") + session.format.due(task.dueDay, today: session.today)
      return (session.text("customer.task"), task.title, due, isLate ? .danger : .normal)
    case .opportunity(let found):
      let amount =
        found.amount.map { session.format.wholeMoney($0, currency) }
        ?? session.text("board.noAmount")
      return (found.number, found.title, amount, .normal)
    case .quote(let found):
      let state = session.text("quoteState.\(found.quote.state.rawValue)")
      return (
        found.quote.number, state + " · " + found.title,
        session.listedWhole(
          found.quote.netAmount, currency, own: found.quote.companyNet), .normal
      )
    case .order(let found):
      let day = session.text(
        "customer.order", Fact("day", .text(session.format.shortDay(found.orderDay))))
      let net = session.listedWhole(found.netAmount, currency, own: found.companyNet)
      return (found.number, day, net, .normal)
    }
  }
}
