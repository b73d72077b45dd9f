import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

extension EntryView {
  /// The head in its box.
  func drawHead(_ layout: EntryLayout, on canvas: Canvas) -> Point? {
    let inside = Pane(headTitle, focused: layout.isHead).draw(on: canvas)
    return drawFields(layout, on: inside)
  }

  /// `En-tête`, and the rate of a quote in another currency.
  private var headTitle: String {
    let title = session.text("entry.head")
    guard let quote = entry.sheet?.quote, let money = entry.sheet?.draft.money,
      let rate = session.rateWords(money, on: quote.rateDay)
    else { return title }
    return title + " — " + rate
  }

  /// The fields; under them what is wrong with the one being typed, or how it is understood.
  func drawFields(_ layout: EntryLayout, on canvas: Canvas) -> Point? {
    let partyWords = partyWords
    let party = partyColumn(partyWords, canvas.width)
    var cursor: Point?
    if case .header = entry.focus {
      cursor = drawFields(layout, party: party, on: canvas)
    } else {
      canvas.keep(FieldsKey(entry, party, figures, session)) { canvas in
        _ = drawFields(layout, party: party, on: canvas)
      }
    }
    let beside = canvas.sub(Rect(party, 0, canvas.width - party, 1))
    beside.put(Self.fitting(partyWords, beside.width - 2), 1, 0)
    if let note = layout.note { drawNote(on: canvas.sub(note)) }
    if cursor != nil { drawCustomers(on: canvas.sub(Rect(0, 1, min(canvas.width, 72), 8))) }
    return cursor
  }

  /// Where price list and credit begin: they have their place, and come nearer to the name only to be read
  /// whole; the town gives way to them, the name does not.
  private func partyColumn(_ words: [Span], _ width: Int) -> Int {
    let needed = words.reduce(2) { $0 + $1.text.columns }
    let names = entry.sheet.map { [customerWords($0), customerWords($0, town: false)] } ?? []
    let places = names.map { name in
      max(min(width * 3 / 5, width - needed), min(name.columns + 24, width / 2))
    }
    return places.first { width - $0 >= needed } ?? places.last ?? width * 3 / 5
  }

  /// Amounts are read whole or not at all: what only informs is left out first, what warns last.
  private static func fitting(_ words: [Span], _ room: Int) -> [Span] {
    var left = words
    while left.reduce(0, { $0 + $1.text.columns }) > room,
      let place = left.firstIndex(where: { $0.style == .label })
    {
      left.remove(at: place)
    }
    return left
  }

  /// What the fields show while keys go elsewhere.
  private struct FieldsKey: Equatable {
    let sheet: SharedMark
    let unread: [HeaderField: String]
    let party: Int
    /// Carriage follows from the lines, also from the one being typed.
    let carriage: Amount?
    let session: Int

    init(_ entry: QuoteEntry, _ party: Int, _ figures: QuoteComputation?, _ session: Session) {
      sheet = entry.$sheet
      unread = entry.unread
      self.party = party
      carriage = figures?.carriage.charged
      self.session = session.edition
    }
  }

  private func drawFields(_ layout: EntryLayout, party: Int, on canvas: Canvas) -> Point? {
    var cursor: Point?
    // Before there is a customer there is nothing else to fill in: those who answer stand there.
    let fields = layout.fields.filter { entry.sheet != nil || $0.0 == .customer }
    for (header, place) in fields {
      let area = header == .customer ? Rect(0, 0, party, 1) : place
      if let point = draw(header, on: canvas.sub(area)) { cursor = point }
    }
    return cursor
  }

  /// One field of the head, for windows with one line of it.
  func drawOneField(on canvas: Canvas) -> Point? {
    guard case .header(let header) = entry.focus else { return nil }
    return draw(header, on: canvas)
  }

  private func draw(_ header: HeaderField, on canvas: Canvas) -> Point? {
    let isHere = entry.focus == .header(header)
    let label = session.text("entry.field.\(header.rawValue)")
    if isHere { canvas.put("▌", 0, 0, .focus) }
    canvas.put(label, in: Rect(1, 0, 10, 1), isHere ? .label.bold : .label)
    let width = fieldWidth(header, canvas.width)
    let area = canvas.sub(Rect(11, 0, width, 1))
    let text = isHere ? entry.field.text : entry.unread[header] ?? entry.text(of: header, session)
    var point: Point?
    if isHere {
      point = entry.field.draw(on: area, focused: true, placeholder: placeholder(header))
      if entry.isFresh, !entry.field.isEmpty {
        area.restyle(Rect(0, 0, text.columns, 1)) { $0.onSelection }
      }
    } else {
      let isWrong = entry.unread[header] != nil
      area.fill(area.bounds, .input)
      area.put(
        text.isEmpty ? placeholder(header) : text, in: area.bounds, fieldStyle(text, isWrong))
    }
    let rest = Rect(12 + width, 0, max(0, canvas.width - width - 12), 1)
    let (echo, style) = echo(header, text, isHere, room: rest.width)
    canvas.put(echo, in: rest, style)
    return point
  }

  private func fieldWidth(_ header: HeaderField, _ room: Int) -> Int {
    switch header {
    case .customer: entry.sheet == nil ? 22 : 10
    case .note, .reference: max(10, room - 13)
    case .contact: min(20, max(10, room - 13))
    default: min(14, max(10, room - 18))
    }
  }

  private func fieldStyle(_ text: String, _ isWrong: Bool) -> Style {
    if isWrong { return .warning }
    return text.isEmpty ? .placeholder : .input
  }

  private func placeholder(_ header: HeaderField) -> String {
    guard header == .carriage, let carriage = figures?.carriage,
      let sheet = entry.sheet, sheet.draft.carriageTerms != .none
    else { return session.text("entry.placeholder.\(header.rawValue)") }
    // What was sent keeps its amount, whatever the terms of today would say.
    guard carriage.charged != .zero || !sheet.isDraft else {
      return session.text("entry.carriage.free")
    }
    return format.amount(carriage.charged, sheet.quote.currency)
  }

  /// `* saisi`.
  private func carriageEcho(_ sheet: QuoteSheet) -> (String, Style) {
    guard sheet.quote.carriageSource == .rule else {
      return (session.text("entry.carriage.manual"), .muted)
    }
    // What is missing for the franco stands with the totals.
    return ("", .muted)
  }

  /// What stands at the right of a field: how it was understood, or what is wrong.
  private func echo(
    _ header: HeaderField, _ text: String, _ isHere: Bool, room: Int
  ) -> (String, Style) {
    guard let sheet = entry.sheet else {
      return isHere ? (entry.problem.map { "! " + $0 } ?? "", .warning) : ("", .muted)
    }
    let quote = sheet.quote
    if isHere, !entry.isFresh || entry.unread[header] != nil {
      let reading = entry.read(header, text, session)
      return reading.problem.map { ("! " + $0, .warning) } ?? (reading.echo, .muted)
    }
    switch header {
    case .customer:
      let words = customerWords(sheet)
      return (words.columns <= room ? words : customerWords(sheet, town: false), .value)
    case .reference: return ("", .muted)
    case .validity: return (format.weekday(quote.validityDay), .muted)
    case .delivery: return (quote.deliveryDay.map(format.weekday) ?? "", .muted)
    case .site:
      let site = sheet.around.sites.first { $0.id == quote.siteID }
      return (site.map { $0.town.isEmpty || $0.name != $0.code ? $0.name : $0.town } ?? "", .muted)
    case .warehouse: return (entry.option(.warehouse, session)?.detail ?? "", .muted)
    case .term: return (entry.option(.term, session)?.detail ?? "", .muted)
    case .carriage: return carriageEcho(sheet)
    case .contact, .discount, .note: return ("", .muted)
    }
  }

  /// `→ Constructions Æther (Lyon)`.
  private func customerWords(_ sheet: QuoteSheet, town isShown: Bool = true) -> String {
    let town = isShown ? sheet.customer.town : ""
    return "→ " + sheet.customer.name + (town.isEmpty ? "" : " (\(town))")
  }

  /// What is wrong with the field being typed, else how it is understood, else what it wants.
  private func drawNote(on canvas: Canvas) {
    guard case .header(let header) = entry.focus, entry.sheet != nil else { return }
    if !entry.isFresh || entry.unread[header] != nil {
      let reading = entry.read(header, entry.field.text, session)
      if let problem = reading.problem {
        canvas.put("! " + problem, in: canvas.bounds.inset(1, 0), .warning)
        return
      }
      if !reading.echo.isEmpty {
        canvas.put(reading.echo, in: canvas.bounds.inset(1, 0), .info)
        return
      }
    }
    canvas.put(
      session.text("entry.hint.\(header.rawValue)"), in: canvas.bounds.inset(1, 0), .muted)
  }

  /// Price list, discount, credit: at the right of the customer.
  private var partyWords: [Span] {
    guard let sheet = entry.sheet else { return [] }
    let list = sheet.around.priceList?.code ?? session.text("entry.listPrices")
    var words = [Span(session.text("entry.list", Fact("list", .text(list))) + "   ", .label)]
    if sheet.customer.discount != .zero {
      words.append(Span("−" + format.shortPercent(sheet.customer.discount) + "   ", .label))
    }
    return words + creditWords(sheet)
  }

  /// The customers that answer the letters typed.
  private func drawCustomers(on canvas: Canvas) {
    guard case .header(.customer) = entry.focus, entry.sheet == nil else { return }
    let customers = entry.proposals.customers
    guard !customers.isEmpty else { return }
    for (row, customer) in customers.prefix(canvas.height).enumerated() {
      let isHere = row == entry.proposals.selected
      let style = Style.normal.selected(isHere)
      canvas.fill(Rect(0, row, canvas.width, 1), style)
      if isHere { canvas.put("▌", 1, row, .focus.onSelection) }
      canvas.put(customer.code, in: Rect(2, row, 10, 1), style)
      canvas.put(customer.name, in: Rect(13, row, 32, 1), style)
      canvas.put(
        customer.town, in: Rect(46, row, canvas.width - 47, 1), Style.muted.selected(isHere))
    }
  }

  /// The head in two lines, as it is read and not typed.
  @discardableResult
  func drawFolded(on canvas: Canvas) -> Point? {
    guard let sheet = entry.sheet else {
      canvas.put(session.text("entry.title.new"), 1, 0, .title)
      return nil
    }
    let quote = sheet.quote
    let right = quote.number.isEmpty ? "" : QuoteWords.number(quote)
    canvas.put(right, in: Rect(1, 0, canvas.width - 2, 1), .title, align: .right)
    var days = session.text(
      "entry.short.validity", Fact("day", .text(format.shortDay(quote.validityDay))))
    if let day = quote.deliveryDay {
      days += "  " + session.text("entry.short.delivery", Fact("day", .text(format.shortDay(day))))
    }
    let room = canvas.width - right.columns - 3
    let name = "\(sheet.customer.code) \(sheet.customer.name)"
    let list = sheet.around.priceList.map { $0.code + "  " } ?? ""
    let tail = list + days
    let isWide = name.columns + tail.columns + 2 <= room
    let end = canvas.sub(Rect(0, 0, room + 1, 1)).put(name, 1, 0, .value)
    if isWide { canvas.put(tail, end + 2, 0, .muted) }
    guard canvas.height > 1 else { return nil }
    var below = creditWords(sheet)
    if let rate = session.rateWords(sheet.draft.money, on: quote.rateDay) {
      below.insert(Span(rate + "   ", .info), at: 0)
    }
    let credit = max(canvas.put(below, 1, 1) + 2, canvas.width / 2)
    canvas.put(
      state(sheet), in: Rect(credit, 1, canvas.width - credit - 1, 1), .muted, align: .right)
    return nil
  }

  /// What the customer owes, and would owe with this quote; what is overdue; whether it is blocked.
  func creditWords(_ sheet: QuoteSheet, afterAmounts inFull: Bool = false) -> [Span] {
    let credit = sheet.around.credit
    var words: [Span] = []
    if credit.isBlocked { words.append(Span("! " + session.text("entry.blocked") + "  ", .danger)) }
    if !inFull, let exposure = try? credit.exposure() {
      words += exposureWords(exposure, credit.limit)
    }
    if credit.overdue > .zero {
      let amount = Fact("amount", .text(session.money(credit.overdue)))
      words.append(Span("  ! " + session.text("entry.credit.overdue", amount), .danger))
    }
    return words
  }

  /// What the quote would add to the exposure: nothing more once an order was made of it.
  func added(to figures: QuoteComputation?) -> Amount {
    guard entry.sheet?.isOpen == true else { return .zero }
    return figures?.companyTotal ?? .zero
  }

  private func exposureWords(_ exposure: Amount, _ limit: Amount?) -> [Span] {
    let more = added(to: figures)
    guard let limit, limit > .zero, let after = try? exposure.adding(more) else {
      let shown = Fact("amount", .text(format.wholeMoney(exposure, session.company.currency)))
      return [Span(session.text("entry.credit.free", shown), .label)]
    }
    let before = Fact("before", .text(format.percent(exposure, of: limit, decimals: 0)))
    let words =
      more == .zero
      ? session.text("entry.credit.now", before)
      : session.text(
        "entry.credit", before,
        Fact("after", .text(format.percent(after, of: limit, decimals: 0))))
    guard after > limit else { return [Span(words, .label)] }
    let excess = Fact("amount", .text(format.wholeMoney(after - limit, session.company.currency)))
    return [
      Span(words + " ", .warning), Span("▲ " + session.text("entry.credit.over", excess), .warning),
    ]
  }
}
