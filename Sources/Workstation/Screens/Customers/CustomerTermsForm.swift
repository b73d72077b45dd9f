import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// A customer with the terms and the price lists that the company knows.
struct CustomerTermsRead: Sendable {
  let customer: Customer
  let terms: [PaymentTerm]
  let lists: [PriceList]
}

/// The form of a customer's terms: payment, VAT, carriage, the text of law that allows a longer delay,
/// currency and price list.
enum CustomerTermsForm {
  static let id = "customer.terms"

  static func modal(_ read: CustomerTermsRead, _ session: Session) -> Modal {
    let customer = read.customer
    let term = read.terms.first { $0.id == customer.paymentTermID }
    return .form(
      id: id, title: session.text("customer.terms.title", Fact("code", .text(customer.code))),
      [
        termField(term, read.terms, session), positionField(customer.vatPosition, session),
        FormField(
          "vatNumber", label: session.text("customer.field.vatNumber"), text: customer.vatNumber,
          hint: session.text("customer.hint.vatPosition"),
          problem: { text in
            text.isEmpty || VATNumber.checked(text) != nil
              ? nil : session.text("customer.problem.vatNumber")
          }),
        amountField("carriageFreeFrom", customer.carriageFreeFrom, session),
        amountField("carriageAmount", customer.carriageAmount, session),
        FormField(
          "legalException", label: session.text("customer.field.legalException"),
          text: customer.legalException, hint: session.text("customer.hint.legalException")),
        FormField(
          "currency", label: session.text("customer.field.currency"),
          text: customer.currency.code, hint: session.text("customer.hint.currency"),
          problem: { text in
            currency(text) == nil
              ? session.text("refusal.currencyUnknown", Fact("currency", .text(text))) : nil
          }),
        listField(read.lists.first { $0.id == customer.priceListID }, read.lists, session),
      ])
  }

  private static func listField(
    _ list: PriceList?, _ lists: [PriceList], _ session: Session
  ) -> FormField {
    let known = lists.map(\.code).joined(separator: ", ")
    let wrong =
      known.isEmpty
      ? session.text("customer.problem.noList")
      : session.text("customer.problem.priceList", Fact("known", .text(known)))
    return FormField(
      "priceList", label: session.text("conflict.field.priceList"), text: list?.code ?? "",
      hint: known.isEmpty ? session.text("customer.hint.noList") : known,
      problem: { $0.isEmpty || self.list($0, lists) != nil ? nil : wrong }
    ).echoing { text in self.list(text, lists).map { "= " + $0.name } ?? "" }
  }

  private static func list(_ text: String, _ lists: [PriceList]) -> PriceList? {
    let code = Folding.fold(text.trimmed)
    return lists.first { Folding.fold($0.code) == code }
  }

  private static func currency(_ text: String) -> Currency? {
    Currency(code: text.trimmed.uppercased()).flatMap { $0.isKnown ? $0 : nil }
  }

  private static func termField(
    _ term: PaymentTerm?, _ terms: [PaymentTerm], _ session: Session
  ) -> FormField {
    let known = terms.map(\.code).joined(separator: ", ")
    let wrong = session.text("customer.problem.term", Fact("known", .text(known)))
    let codes = terms.map { Folding.fold($0.code) }
    return FormField(
      "paymentTerm", label: session.text("conflict.field.paymentTerm"), text: term?.code ?? "",
      hint: known,
      problem: { $0.isEmpty || codes.contains(Folding.fold($0)) ? nil : wrong }
    ).echoing { text in
      terms.first { Folding.fold($0.code) == Folding.fold(text) }.map { "= " + $0.name } ?? ""
    }
  }

  private static func positionField(_ position: VatPosition, _ session: Session) -> FormField {
    let words = VatPosition.allCases.map { session.text("vatPosition.\($0.rawValue)") }
    let wrong = words.joined(separator: ", ")
    return FormField(
      "vatPosition", label: session.text("conflict.field.vatPosition"),
      text: session.text("vatPosition.\(position.rawValue)"), hint: wrong,
      problem: { self.position($0, session) == nil ? wrong : nil })
  }

  /// The position whose word begins like that.
  private static func position(_ text: String, _ session: Session) -> VatPosition? {
    let typed = Folding.fold(text)
    guard !typed.isEmpty else { return nil }
    return VatPosition.allCases.first {
      Folding.fold(session.text("vatPosition.\($0.rawValue)")).hasPrefix(typed)
    }
  }

  private static func amountField(
    _ key: String, _ amount: Amount?, _ session: Session
  ) -> FormField {
    let currency = session.company.currency
    let wrong = session.text("form.amount.problem")
    return FormField(
      key, label: session.text("customer.field.\(key)"),
      text: amount.map { session.format.amount($0, currency) } ?? "",
      hint: session.text("customer.hint.\(key)"),
      problem: { text in
        text.isEmpty || OpportunityForms.amount(text, currency).map { $0 >= .zero } == true
          ? nil : wrong
      })
  }

  /// The change that the form asks for.
  static func act(_ customer: ID<Customer>, _ values: FormValues, _ session: Session) -> Effect {
    .act { reader in
      let known = (try reader.all(PaymentTerm.self), try reader.all(PriceList.self))
      return EditCustomer(
        customer, form(values.typed, known, session), read: form(values.initial, known, session))
    }
  }

  private static func form(
    _ values: [String: String], _ known: (terms: [PaymentTerm], lists: [PriceList]),
    _ session: Session
  ) -> CustomerForm {
    var form = CustomerForm()
    let currency = session.company.currency
    func amount(_ key: String) -> Edit<Amount?> {
      .set(OpportunityForms.amount(values[key] ?? "", currency))
    }
    let code = Folding.fold(values["paymentTerm"] ?? "")
    form.paymentTermID = .set(known.terms.first { Folding.fold($0.code) == code }?.id)
    form.vatPosition = position(values["vatPosition"] ?? "", session).map { .set($0) } ?? .keep
    let number = (values["vatNumber"] ?? "").trimmed
    form.vatNumber = .set(VATNumber.checked(number) ?? number)
    form.carriageFreeFrom = amount("carriageFreeFrom")
    form.carriageAmount = amount("carriageAmount")
    form.currency = Self.currency(values["currency"] ?? "").map { .set($0) } ?? .keep
    form.priceListID = .set(list(values["priceList"] ?? "", known.lists)?.id)
    form.legalException = .set((values["legalException"] ?? "").trimmed)
    return form
  }
}
