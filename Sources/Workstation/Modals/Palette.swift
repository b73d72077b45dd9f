import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// Everything that can be asked for, found by a few letters: commands (by word or by key), screens,
/// customers, products, documents by their number; and a calculator.
struct Palette: ModalContent {
  /// Nothing is lost with it: what it found is found again.
  var comesBack: Bool { false }
  var field = TextField()
  var list = ListState()
  private var found = Found()

  /// What the store found for the letters typed.
  struct Found: Sendable {
    var letters = ""
    var customers: [Customer] = []
    var products: [Product] = []
    var documents: NamedDocuments?
  }

  private enum Entry {
    case command(Command, Availability)
    case customer(Customer)
    case product(Product)
    case quote(Quote, customer: String)
    case order(SalesOrder, customer: String)
    case result(String)
  }

  mutating func handle(_ event: InputEvent, _ model: Model) -> ModalStep {
    let entries = entries(model)
    list.count = entries.count
    switch event {
    case .key(.escape), .key(.ctrl("p")): return .close([])
    case .key(.enter):
      guard let index = list.current else { return .stay([]) }
      return choose(entries[index])
    case .key(.down), .key(.up), .key(.pageUp), .key(.pageDown):
      if case .key(let key) = event { _ = list.handle(key, height: 12) }
      return .stay([])
    case .key(let key): _ = field.handle(key)
    case .paste(let text): field.insert(text)
    case .mouse, .resize: return .stay([])
    }
    list.select(0)
    return .stay([lookUp()])
  }

  private func choose(_ entry: Entry) -> ModalStep {
    switch entry {
    case .command(let command, .yes): .run(command: command.id)
    case .command(_, .no(let reason)): .close([.say(Status(.refused, reason))])
    case .customer(let customer): .close([.open(Screens.customer(customer.id))])
    case .product(let product): .close([.open(Screens.product(product.id))])
    case .quote(let quote, _): .close([.open(Screens.quoteEntry(quote: quote.id))])
    case .order(let order, _): .close([.open(Screens.order(order.id))])
    case .result(let text): .close([.copy(text)])
    }
  }

  private func lookUp() -> Effect {
    let letters = field.text
    return .read("palette") { reader in
      guard !letters.hasPrefix("="), letters.count > 1 else { return Found(letters: letters) }
      return Found(
        letters: letters,
        customers: try reader.found(Customer.self, by: letters, limit: 5),
        products: try reader.found(Product.self, by: letters, limit: 5),
        documents: try reader.documents(named: letters))
    }
  }

  mutating func receive(_ result: any Sendable, _ session: Session) {
    if let found = result as? Found, found.letters == field.text { self.found = found }
  }

  private func entries(_ model: Model) -> [Entry] {
    if field.text.hasPrefix("=") {
      guard let number = try? NumberEntry.parse(field.text, decimals: 4) else { return [] }
      return [.result(model.session.format.price(UnitPrice(tenThousandths: number.scaled)))]
    }
    let commands = model.registry.commands(on: model.current.kind)
    let titles = commands.map { command in
      let keys = command.keys.map(\.description).joined(separator: " ")
      return model.session.text("command.\(command.id)") + " " + keys
    }
    let ranked =
      field.text.isEmpty
      ? Array(commands.indices) : Fuzzy.rank(field.text, titles).map(\.index)
    let shown = ranked.prefix(40).map {
      Entry.command(commands[$0], commands[$0].availability(model))
    }
    let best = field.text.isEmpty ? shown.count : min(shown.count, 8)
    // A number that somebody says is that document and nothing else.
    return documents + shown.prefix(best) + found.customers.map { .customer($0) }
      + found.products.map { .product($0) } + shown.dropFirst(best)
  }

  private var documents: [Entry] {
    guard let found = found.documents else { return [] }
    let quote = found.quote.map { Entry.quote($0, customer: found.quoteCustomer) }
    return [quote, found.order.map { .order($0, customer: found.orderCustomer) }].compactMap { $0 }
  }

  func hints(_ session: Session) -> [FooterHint] {
    [
      hint(.enter, "modal.run", session), hint(.up, "modal.move", session),
      hint(.escape, "modal.close", session),
    ]
  }

  func draw(on canvas: Canvas, _ model: Model) -> Point? {
    let session = model.session
    let size = Size(min(84, canvas.width), min(26, canvas.height - 3))
    let inside = ModalFrame.draw(session.text("palette.title"), size, on: canvas)
    inside.put(">", 1, 0, .focus)
    let cursor = field.draw(on: inside.sub(Rect(3, 0, inside.width - 4, 1)), focused: true)
    inside.hline(Rect(0, 1, inside.width, 1))
    let entries = entries(model)
    var list = list
    list.count = entries.count
    let body = inside.sub(Rect(0, 2, inside.width, max(0, inside.height - 4)))
    list.reveal(height: body.height)
    Menu.draw(on: body, list: list) { Self.menuEntry(entries[$0], session) }
    inside.put(
      session.text("palette.hint"), in: Rect(1, inside.height - 1, inside.width - 2, 1), .muted)
    return cursor
  }

  private static func menuEntry(_ entry: Entry, _ session: Session) -> MenuEntry {
    switch entry {
    case .command(let command, let availability):
      let title = session.text("command.\(command.id)")
      if case .no(let reason) = availability {
        return MenuEntry(title + " — " + reason, note: "", enabled: false)
      }
      let key = command.keys.first.map { KeyNames.short($0, session) } ?? ""
      return MenuEntry(title, note: key)
    case .customer(let customer):
      return MenuEntry(
        "\(customer.code)  \(customer.name)", note: session.text("palette.customer"))
    case .product(let product):
      return MenuEntry("\(product.code)  \(product.name)", note: session.text("palette.product"))
    case .quote(let quote, let customer):
      return MenuEntry(
        "\(QuoteWords.number(quote))  \(customer)", note: session.text("palette.quote"))
    case .order(let order, let customer):
      return MenuEntry("\(order.number)  \(customer)", note: session.text("palette.order"))
    case .result(let text):
      return MenuEntry("= \(text)", note: session.text("palette.copy"))
    }
  }
}

extension Modal {
  /// The palette.
  static var palette: Modal { Modal(Palette()) }
}
