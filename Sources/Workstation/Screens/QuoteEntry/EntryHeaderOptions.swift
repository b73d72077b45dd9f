import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// A record that a field of the head may name.
struct HeaderOption {
  let key: String
  /// What stands in the field.
  let label: String
  /// What stands beside it.
  let detail: String
  /// Whether the quote names it.
  let isChosen: Bool
  /// Names it.
  let set: (inout Quote) -> Void
}

extension QuoteEntry {
  /// The records that a field may name: of the customer, or of the company.
  func options(_ header: HeaderField, _ session: Session) -> [HeaderOption] {
    guard let sheet else { return [] }
    let (quote, around) = (sheet.quote, sheet.around)
    switch header {
    case .site:
      return around.sites.map { site in
        let words = site.name == site.code ? site.town : site.name + " " + site.town
        return HeaderOption(
          key: site.id.description, label: site.code, detail: words,
          isChosen: site.id == quote.siteID
        ) {
          $0.siteID = site.id
          if let warehouse = site.warehouseID { $0.warehouseID = warehouse }
        }
      }
    case .contact:
      return around.contacts.map { contact in
        HeaderOption(
          key: contact.id.description, label: contact.name,
          detail: [contact.job, contact.phone].filter { !$0.isEmpty }.joined(separator: " · "),
          isChosen: contact.id == quote.contactID
        ) { $0.contactID = contact.id }
      }
    case .term:
      return around.terms.map { term in
        HeaderOption(
          key: term.id.description, label: term.code, detail: term.name,
          isChosen: term.id == quote.paymentTermID
        ) { $0.paymentTermID = term.id }
      }
    case .warehouse:
      return session.warehouses.map { warehouse in
        HeaderOption(
          key: warehouse.id.description, label: warehouse.code, detail: warehouse.name,
          isChosen: warehouse.id == quote.warehouseID
        ) { $0.warehouseID = warehouse.id }
      }
    case .customer, .reference, .validity, .delivery, .discount, .carriage, .note: return []
    }
  }

  /// The one the quote names.
  func option(_ header: HeaderField, _ session: Session) -> HeaderOption? {
    options(header, session).first(where: \.isChosen)
  }

  /// A record named by its code or by some of its words; nothing takes it off, where one may be
  /// missing.
  func readOption(
    _ header: HeaderField, _ text: String, _ session: Session
  ) -> HeaderReading {
    let all = options(header, session)
    guard text.contains(where: { !$0.isWhitespace }) else { return withoutOption(header, session) }
    let letters = Folding.fold(text)
    let found =
      all.first { Folding.fold($0.label) == letters }
      ?? all.first { Folding.fold($0.label + " " + $0.detail).contains(letters) }
    guard let found else {
      let known = all.prefix(4).map(\.label).joined(separator: ", ")
      return HeaderReading(
        problem: all.isEmpty
          ? session.text("entry.noOptions.\(header.rawValue)")
          : session.text("entry.noOption", Fact("known", .text(known))))
    }
    if header == .term, let refusal = refusal(ofTerm: found.key, session) {
      return HeaderReading(problem: refusal)
    }
    let echo = "= " + found.label + (found.detail.isEmpty ? "" : " · " + found.detail)
    return HeaderReading(echo: echo, found.set)
  }

  /// Why the law refuses a term; nil where it does not.
  private func refusal(ofTerm key: String, _ session: Session) -> String? {
    guard let sheet else { return nil }
    let term = sheet.around.terms.first { $0.id.description == key }
    let day = max(sheet.quote.deliveryDay ?? session.today, session.today)
    return Refusal(term, for: sheet.customer, invoicedOn: day).map {
      session.format.text("refusal.\($0.reason.rawValue)", $0.facts)
    }
  }

  private func withoutOption(_ header: HeaderField, _ session: Session) -> HeaderReading {
    switch header {
    case .site: HeaderReading { $0.siteID = nil }
    case .contact: HeaderReading { $0.contactID = nil }
    case .term: HeaderReading { $0.paymentTermID = nil }
    default: HeaderReading(problem: session.text("entry.warehouseWanted"))
    }
  }

  /// F4: the products, or the records that the field of the head may name.
  func chooseFromList(_ session: Session) -> [Effect] {
    guard case .header(let header) = focus else { return chooseProduct(session) }
    let choices = options(header, session).map { option in
      Choice(
        key: option.key, label: option.label + (option.isChosen ? " ✓" : ""),
        detail: option.detail)
    }
    guard !choices.isEmpty else {
      return [.say(Status(.notice, session.text("entry.hint.\(header.rawValue)")))]
    }
    let title = session.text("entry.field.\(header.rawValue)")
    return [.ask(.choose(id: "header", title: title, choices))]
  }

  /// The record chosen for the field that has the focus.
  mutating func chooseOption(_ key: String, _ session: Session) -> [Effect] {
    guard case .header(let header) = focus,
      let option = options(header, session).first(where: { $0.key == key })
    else { return [] }
    if header == .term, let refusal = refusal(ofTerm: key, session) {
      return [.say(Status(.refused, refusal))]
    }
    unread[header] = nil
    let effects = change(session) { option.set(&$0.quote) }
    focusHeader(header, session)
    return effects
  }
}
