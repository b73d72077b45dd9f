import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// The forms about a customer: what they ask and how an answer becomes an act.
enum CustomerForms {
  /// A customer to be added.
  static func create(_ session: Session) -> Modal {
    .form(
      id: "customer.new", title: session.text("customer.new.title"),
      [name(session, "")] + fields(session, CustomerTexts())
        + [
          FormField(
            "code", label: session.text("customer.field.code"),
            hint: session.text("customer.hint.code"))
        ])
  }

  /// What is known of a customer, to be changed.
  static func edit(_ customer: Customer, _ session: Session) -> Modal {
    .form(
      id: "customer.edit",
      title: session.text("customer.edit.title", Fact("code", .text(customer.code))),
      [name(session, customer.name)] + fields(session, CustomerTexts(customer, session.format)))
  }

  private static func name(_ session: Session, _ text: String) -> FormField {
    let wrong = session.text("customer.problem.name")
    return FormField(
      "name", label: session.text("customer.field.name"), text: text,
      hint: session.text("customer.hint.name"), problem: { $0.isEmpty ? wrong : nil })
  }

  private static func fields(_ session: Session, _ texts: CustomerTexts) -> [FormField] {
    func field(
      _ key: String, _ text: String, _ isRight: (@Sendable (String) -> Bool)? = nil
    ) -> FormField {
      let wrong = isRight == nil ? "" : session.text("customer.problem.\(key)")
      return FormField(
        key, label: session.text("customer.field.\(key)"), text: text,
        hint: session.format.texts.optional("customer.hint.\(key)") ?? "",
        problem: { $0.isEmpty || isRight?($0) ?? true ? nil : wrong })
    }
    return [
      field("address", texts.address), field("postalCode", texts.postalCode),
      field("town", texts.town), field("phone", texts.phone), field("email", texts.email),
      field("siren", texts.siren) { Siren($0) != nil },
      field("vatNumber", texts.vatNumber) { VATNumber.checked($0) != nil },
      field("priceGroup", texts.priceGroup), field("customerClass", texts.customerClass),
      field("discount", texts.discount) { discount($0) != nil }, field("note", texts.note),
    ]
  }

  /// A discount as typed, from 0 to 100 %.
  private static func discount(_ text: String) -> Ratio? {
    if text.isEmpty { return .zero }
    guard let entry = try? NumberEntry.parse(text, decimals: 2), (0...10_000).contains(entry.scaled)
    else { return nil }
    return Ratio(basisPoints: entry.scaled)
  }

  /// The fields of a form as changes.
  private static func form(_ values: [String: String]) -> CustomerForm {
    var form = CustomerForm()
    func text(_ key: String) -> Edit<String> { values[key].map { .set($0.trimmed) } ?? .keep }
    form.name = text("name")
    form.address = text("address")
    form.postalCode = text("postalCode")
    form.town = text("town")
    form.phone = text("phone")
    form.email = text("email")
    form.siren = values["siren"].map { .set(Siren($0)?.digits ?? $0.trimmed) } ?? .keep
    form.vatNumber =
      values["vatNumber"].map { .set(VATNumber.checked($0) ?? $0.trimmed) } ?? .keep
    form.priceGroup = text("priceGroup")
    form.customerClass = text("customerClass")
    form.discount = values["discount"].flatMap { discount($0) }.map { .set($0) } ?? .keep
    form.note = text("note")
    return form
  }

  /// The adding that a form asks for.
  static func create(_ values: FormValues) -> Effect {
    .act(CreateCustomer(code: (values["code"] ?? "").trimmed, form(values.typed)))
  }

  /// The change that a form asks for.
  static func edit(_ id: ID<Customer>, _ values: FormValues) -> Effect {
    .act(EditCustomer(id, form(values.typed), read: form(values.initial)))
  }

  /// The limit that a form asks for.
  static func limit(_ id: ID<Customer>, _ values: FormValues, _ session: Session) -> Effect {
    func limit(_ text: String?) -> Amount? {
      OpportunityForms.amount(text ?? "", session.company.currency)
    }
    return .act(
      SetCreditLimit(id, to: limit(values["limit"]), read: .set(limit(values.initial["limit"]))))
  }
}

/// A customer as its form shows it.
private struct CustomerTexts {
  var (address, postalCode, town, phone, email) = ("", "", "", "", "")
  var (siren, vatNumber, priceGroup, customerClass) = ("", "", "", "")
  var (discount, note) = ("", "")

  init() {}

  init(_ customer: Customer, _ format: Format) {
    (address, postalCode, town) = (customer.address, customer.postalCode, customer.town)
    (phone, email) = (customer.phone, customer.email)
    (siren, vatNumber) = (customer.siren, customer.vatNumber)
    (priceGroup, customerClass) = (customer.priceGroup, customer.customerClass)
    discount = customer.discount == .zero ? "" : format.shortPercent(customer.discount)
    note = customer.note
  }
}
