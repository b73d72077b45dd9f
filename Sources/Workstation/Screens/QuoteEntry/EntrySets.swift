import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// Product sets in quote entry: proposed like products, exploded by Enter, changed and taken off as one.

extension Proposals {
  /// How many sets are proposed at most.
  static let setLimit = 3

  /// Adds the sets that answer what was asked; the list stays as long as it is.
  mutating func addSets(_ reader: some StoreReading, _ context: PricingContext) throws {
    // One letter names half of them and none.
    guard search.count > 1 else { return }
    sets = try reader.sets(matching: search, context, limit: Self.setLimit)
    products = Array(products.prefix(Self.limit - sets.count))
  }

  /// Whether the sets stand before the products: one has exactly the code typed, and no product has.
  private var hasSetFirst: Bool {
    let typed = search.uppercased()
    return sets.first?.set.code == typed && products.first?.product.code != typed
  }

  /// The product of a row.
  func product(at row: Int) -> ProductMatch? {
    let place = hasSetFirst ? row - sets.count : row
    return products.indices.contains(place) ? products[place] : nil
  }

  /// The set of a row.
  func set(at row: Int) -> SetMatch? {
    let place = hasSetFirst ? row : row - products.count
    return sets.indices.contains(place) ? sets[place] : nil
  }

  /// The selected set.
  var set: SetMatch? { selected.flatMap { set(at: $0) } }
}

extension QuoteEntry {
  /// The line under the cursor, where it begins a set.
  var currentSet: QuoteDraftLine? { currentLine.flatMap { $0.isSet ? $0 : nil } }

  /// Explodes a set onto the quote.
  mutating func add(_ match: SetMatch, _ entry: ProductEntry, _ session: Session) -> [Effect] {
    guard let around = sheet?.around else { return [] }
    var typing = LineTyping(entry)
    typing.choice = entry.choice
    do throws(SetProblem) {
      let set = try match.terms.lines(
        typing, around.context, otherWarehouses: around.settings.otherWarehouses)
      sheet?.around.products.merge(match.products) { known, _ in known }
      return append(session) { $0.append(set: set) }
    } catch {
      problem = Self.words(error, match.set.code, session)
      return []
    }
  }

  private static func words(_ problem: SetProblem, _ code: String, _ session: Session) -> String {
    let refusal = Refusal(problem, on: code)
    return session.format.text("refusal.\(refusal.reason.rawValue)", refusal.facts)
  }

  // MARK: Changing one

  /// What would have to be typed for the set; prices that its lines were given are not in it.
  func setEntry(_ line: QuoteDraftLine) -> ProductEntry {
    let isOffered = sheet?.draft.isOffered(line.row) == true
    return ProductEntry(
      search: line.row.setCode, quantity: line.row.typedQuantity,
      choice: isOffered ? .option : .firm)
  }

  /// The text of that.
  func setText(_ line: QuoteDraftLine) -> String {
    LineEntry.product(setEntry(line)).text()
  }

  /// Enter on the line of a set that was edited: its number, a discount or a price shared over its lines,
  /// sold or offered; `+ words` are its name here.
  mutating func changeSet(
    _ line: QuoteDraftLine, to entry: LineEntry, _ session: Session
  ) -> [Effect] {
    guard let sheet, let place = sheet.draft.lines.firstIndex(of: line) else { return [] }
    switch entry {
    case .comment(let words) where !words.isEmpty:
      return finishEdit(place, session) { $0.row.description = words }
    case .product(let product) where product.search.uppercased() == line.row.setCode:
      var typing = LineTyping(product)
      typing.choice = product.choice
      return changeSet(line, typing, session)
    default:
      problem = session.text("entry.set.stays")
      return []
    }
  }

  private mutating func changeSet(
    _ line: QuoteDraftLine, _ typing: LineTyping, _ session: Session
  ) -> [Effect] {
    guard let sheet, let place = sheet.draft.lines.firstIndex(of: line) else { return [] }
    let number = line.number
    var draft = sheet.draft
    do throws(SetProblem) {
      try draft.changeSet(number, typing, sheet.terms(ofSet: number), sheet.around.context)
    } catch {
      problem = Self.words(error, line.row.setCode, session)
      return []
    }
    let effects = change(session) { $0 = draft }
    guard problem == nil else { return effects }
    walk(to: place)
    return effects + [.say(Status(.done, setSaid(number, session)))]
  }

  /// `3 × KIT-FIX : 172,20 € HT`, and that it is not what was typed where no price gives that cent.
  private func setSaid(_ number: Int, _ session: Session) -> String {
    guard let sheet, let total = sheet.sets[number],
      let row = sheet.draft[line: number]?.row
    else { return "" }
    return session.text(
      "entry.set.said", Fact("count", .quantity(total.count)), Fact("set", .text(row.setCode)),
      Fact("amount", .text(session.format.money(total.net, sheet.quote.currency))))
  }

  /// Sells a set or only offers it.
  mutating func toggle(
    _ choice: LineChoice, of line: QuoteDraftLine, _ session: Session
  ) -> [Effect] {
    var typing = LineTyping()
    typing.choice = sheet?.draft.isOffered(line.row) == true && choice == .option ? .firm : choice
    guard choice != .alternative else {
      return [
        .say(
          Status(
            .refused,
            session.text("refusal.setAlternative", Fact("set", .text(line.row.setCode)))))
      ]
    }
    let effects = changeSet(line, typing, session).dropLast()
    return Array(effects) + [
      .say(Status(.done, session.text("entry.choice.\(typing.choice.rawValue)")))
    ]
  }

  /// Shows the set to the customer as its lines, as one line with one price and the names of its parts, then
  /// as that line alone.
  mutating func toggleClosed(_ session: Session) -> [Effect] {
    guard case .lines(let place) = focus, let set = currentSet else {
      return [.say(Status(.refused, session.text("entry.set.none")))]
    }
    let (isClosed, isAlone) = (set.row.setClosed, set.row.setHidesParts)
    let next = !isClosed ? (true, false) : isAlone ? (false, false) : (true, true)
    let effects = change(session) {
      ($0.lines[place].row.setClosed, $0.lines[place].row.setHidesParts) = next
    }
    let key = !next.0 ? "opened" : next.1 ? "alone" : "closed"
    return effects + [.say(Status(.done, session.text("entry.set." + key)))]
  }

  // MARK: Keeping lines

  /// `K`: keeps lines of the quote as a set.
  func askKeep(_ session: Session) -> [Effect] {
    guard let sheet else { return [] }
    guard !sheet.isUnsaved else {
      return [.say(Status(.refused, session.text("entry.saveFirst")))]
    }
    return [.ask(Modal(KeepSetForm(sheet.draft, session)))]
  }
}

/// Asks under which code and name lines of a quote are kept as a set.
struct KeepSetForm: ModalContent {
  let draft: QuoteDraft
  var form: Form

  init(_ draft: QuoteDraft, _ session: Session) {
    self.draft = draft
    let count = draft.lines.count
    let missing = session.text("customer.problem.name")
    let noCode = session.text("sets.problem.code")
    let wrong = session.text("sets.keep.problem", Fact("count", .count(count)))
    form = Form(
      id: "keepSet", title: session.text("sets.keep.title"),
      fields: [
        FormField(
          "code", label: session.text("sets.field.code"), hint: session.text("sets.hint.code"),
          problem: { $0.trimmed.isEmpty ? noCode : nil }),
        FormField(
          "name", label: session.text("sets.field.name"), hint: session.text("sets.hint.name"),
          problem: { $0.trimmed.isEmpty ? missing : nil }),
        FormField(
          "lines", label: session.text("sets.field.lines"), text: "1-\(count)",
          hint: session.text("sets.keep.hint"),
          problem: { Self.places($0, of: count) == nil ? wrong : nil }),
      ])
  }

  /// `1-4 6`: places on the quote; nil where one is none.
  static func places(_ text: String, of count: Int) -> [Int]? {
    var places: [Int] = []
    for part in text.split(whereSeparator: { $0 == " " || $0 == "," }) {
      let ends = part.split(separator: "-").map { Int($0) ?? 0 }
      guard let first = ends.first, let last = ends.last, ends.count <= 2, first >= 1,
        first <= last, last <= count
      else { return nil }
      places += first...last
    }
    return places.isEmpty ? nil : places
  }

  mutating func handle(_ event: InputEvent, _ model: Model) -> ModalStep {
    switch form.handle(event, model) {
    case .answer(.form(_, let values)):
      guard let places = Self.places(values["lines"] ?? "", of: draft.lines.count) else {
        return .close([])
      }
      let numbers = places.map { draft.lines[$0 - 1].number }
      return .act(
        .act(
          KeepLinesAsSet(
            numbers, of: draft.quote.id, code: (values["code"] ?? "").trimmed,
            name: (values["name"] ?? "").trimmed)))
    case .answer: return .close([])
    case let step: return step
    }
  }

  mutating func receive(_ result: any Sendable, _ session: Session) {
    form.receive(result, session)
  }

  func hints(_ session: Session) -> [FooterHint] { form.hints(session) }

  func draw(on canvas: Canvas, _ model: Model) -> Point? { form.draw(on: canvas, model) }
}
