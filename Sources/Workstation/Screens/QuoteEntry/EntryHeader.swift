import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// The fields of the head, in the order of Tab.
enum HeaderField: String, Sendable, Hashable, CaseIterable {
  case customer, reference, validity, delivery, contact, site, warehouse, term, discount, carriage
  case note

  /// The one before the lines.
  static let last = HeaderField.note
}

extension QuoteEntry {
  /// Puts the cursor in a field of the head; its text is replaced by the first letter typed.
  mutating func focusHeader(_ header: HeaderField, _ session: Session) {
    focus = .header(header)
    field = TextField(unread[header] ?? text(of: header, session))
    isFresh = unread[header] == nil
    problem = nil
    proposals = Proposals()
  }

  /// What a field of the head says now.
  func text(of header: HeaderField, _ session: Session) -> String {
    guard let sheet else { return "" }
    let quote = sheet.quote
    let format = session.format
    switch header {
    case .customer: return sheet.customer.code
    case .reference: return quote.customerReference
    case .validity: return format.day(quote.validityDay)
    case .delivery: return quote.deliveryDay.map(format.day) ?? ""
    case .site, .contact, .warehouse, .term: return option(header, session)?.label ?? ""
    case .note: return quote.note
    case .discount: return quote.discount == .zero ? "" : format.shortPercent(quote.discount)
    case .carriage:
      let charged =
        quote.carriageSource == .rule ? "" : format.amount(quote.carriage, quote.currency)
      let cost = quote.state == .draft ? quote.carriageCost : nil
      return charged + (cost.map { "/" + format.amount($0, sheet.draft.companyCurrency) } ?? "")
    }
  }

  mutating func pressHeader(
    _ key: Key, _ header: HeaderField, _ session: Session
  ) -> [Effect] {
    switch key {
    case .tab: return moveOn(from: header, by: 1, session)
    case .backTab: return moveOn(from: header, by: -1, session)
    case .down:
      if header == .customer, proposals.count > 0 {
        proposals.move(by: 1)
        return []
      }
      return moveOn(from: header, by: 1, session)
    case .up:
      if header == .customer, proposals.count > 0 {
        proposals.move(by: -1)
        return []
      }
      return moveOn(from: header, by: -1, session)
    default: break
    }
    // The customer of a quote that is stored stays; its field only shows it.
    if header == .customer, sheet != nil { return [] }
    if isFresh, key.text != nil { field.clear() }
    guard field.handle(key) else { return [] }
    isFresh = false
    if header == .customer { return lookUp(session) }
    problem = read(header, field.text, session).problem
    return []
  }

  /// The next field, or the entry line after the last and before the first; what is wrong stays in
  /// its field and does not stop the typist.
  mutating func moveOn(
    from header: HeaderField, by step: Int, _ session: Session
  ) -> [Effect] {
    if header == .customer, sheet == nil { return takeCustomer(session) }
    let effects = commitField(session)
    let all = HeaderField.allCases
    let place = (all.firstIndex(of: header) ?? 0) + step
    guard all.indices.contains(place) else { return effects + backToEntry(session) }
    let text = unfinished
    focusHeader(all[place], session)
    unfinished = text
    return effects
  }

  /// Enter on the letters of a customer.
  mutating func takeCustomer(_ session: Session) -> [Effect] {
    guard sheet == nil else { return moveOn(from: .customer, by: 1, session) }
    guard !field.isEmpty else {
      return [.say(Status(.notice, session.text("entry.customerWanted")))]
    }
    guard proposals.search == field.text else {
      pending = .take
      return []
    }
    guard let customer = proposals.customer else {
      problem = session.text("entry.noCustomer", Fact("search", .text(field.text)))
      return []
    }
    pending = .loading
    return [begin(customer.id)]
  }

  /// Takes over what stands in the field of the head that has the cursor.
  mutating func commitField(_ session: Session) -> [Effect] {
    guard case .header(let header) = focus, header != .customer, sheet?.isDraft == true,
      field.text != text(of: header, session) || unread[header] != nil
    else { return [] }
    let reading = read(header, field.text, session)
    guard let change = reading.change else {
      unread[header] = field.text
      return []
    }
    unread[header] = nil
    return self.change(session) { change(&$0.quote) }
  }

  /// What a text of the head means: the change it makes, how it was understood, what is wrong.
  func read(_ header: HeaderField, _ text: String, _ session: Session) -> HeaderReading {
    let isEmpty = text.allSatisfy(\.isWhitespace)
    switch header {
    case .customer: return HeaderReading()
    case .reference: return HeaderReading { $0.customerReference = text }
    case .validity: return readDay(text, session) { $0.validityDay = $1 }
    case .delivery:
      if isEmpty { return HeaderReading { $0.deliveryDay = nil } }
      return readDay(text, session) { $0.deliveryDay = $1 }
    case .site, .contact, .warehouse, .term: return readOption(header, text, session)
    case .note: return HeaderReading { $0.note = text }
    case .discount: return readDiscount(isEmpty ? "0" : text, session)
    case .carriage: return readCarriage(text, session)
    }
  }

  private func readDay(
    _ text: String, _ session: Session, _ set: @escaping (inout Quote, Day) -> Void
  ) -> HeaderReading {
    do {
      let number = try DateEntry.resolve(
        text, today: CalendarDay(number: session.today.daysSinceEpoch)
      ).number
      let day = Day(daysSinceEpoch: number)
      let shown = session.format.longDay(day)
      guard day >= session.today else {
        return HeaderReading(problem: session.text("entry.dayPast", Fact("day", .text(shown))))
      }
      return HeaderReading(echo: "= " + shown) { set(&$0, day) }
    } catch {
      return HeaderReading(problem: session.text("entry.badDay"))
    }
  }

  private func readDiscount(_ text: String, _ session: Session) -> HeaderReading {
    guard let number = try? NumberEntry.parse(text, decimals: 2), (0...10_000) ~= number.scaled
    else { return HeaderReading(problem: session.text("entry.badDiscount")) }
    let discount = Ratio(basisPoints: number.scaled)
    return HeaderReading(echo: "= " + session.format.shortPercent(discount)) {
      $0.discount = discount
    }
  }

  /// An amount that stays; nothing gives the carriage back to the rule. After a slash, what it costs us, in the
  /// company's currency: `45/60`, `/60`.
  private func readCarriage(_ text: String, _ session: Session) -> HeaderReading {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let cost = parts.count > 1 ? parts[1] : ""
    let typed = parts.first ?? ""
    let isRuled = typed.allSatisfy(\.isWhitespace)
    let charge =
      isRuled
      ? HeaderReading(echo: session.text("entry.carriage.byRule")) {
        $0.carriage = .zero
        $0.carriageSource = .rule
      }
      : readAmount(String(typed), sheet?.quote.currency, session) {
        $0.carriage = $1
        $0.carriageSource = .manual
      }
    guard let change = charge.change else { return charge }
    guard cost.contains(where: { !$0.isWhitespace }) else {
      return HeaderReading(echo: charge.echo) {
        change(&$0)
        $0.carriageCost = nil
      }
    }
    let borne = readAmount(String(cost), sheet?.draft.companyCurrency, session) {
      $0.carriageCost = $1
    }
    guard let second = borne.change else { return borne }
    let words = session.text("entry.carriage.costs", Fact("cost", .text(borne.echo)))
    return HeaderReading(echo: charge.echo + " " + words) {
      change(&$0)
      second(&$0)
    }
  }

  private func readAmount(
    _ text: String, _ currency: Currency?, _ session: Session,
    _ set: @escaping (inout Quote, Amount) -> Void
  ) -> HeaderReading {
    let currency = currency ?? session.company.currency
    guard let number = try? NumberEntry.parse(text, decimals: currency.exponent),
      number.scaled >= 0, number.scaled <= Amount.limit.minor
    else { return HeaderReading(problem: session.text("entry.badAmount")) }
    let amount = Amount(minor: number.scaled)
    return HeaderReading(echo: "= " + session.format.money(amount, currency)) { set(&$0, amount) }
  }

  /// The first field of the head that says nothing valid: saving leads there.
  mutating func showFirstProblem(_ session: Session) -> [Effect]? {
    guard let header = HeaderField.allCases.first(where: { unread[$0] != nil }) else { return nil }
    focusHeader(header, session)
    problem = read(header, field.text, session).problem
    return [.say(Status(.refused, problem ?? ""))]
  }
}

/// How a text of the head was understood.
struct HeaderReading {
  /// `= ven. 27/11/2026`.
  let echo: String
  /// What is wrong.
  let problem: String?
  /// What it changes; nil where something is wrong.
  let change: ((inout Quote) -> Void)?

  init(echo: String = "", _ change: @escaping (inout Quote) -> Void) {
    self.echo = echo
    problem = nil
    self.change = change
  }

  init(problem: String? = nil) {
    echo = ""
    self.problem = problem
    change = nil
  }
}
