import Sales
import SalesStore
import Values

/// A customer's sheet with the day it is read on.
struct CustomerSheet: Sendable {
  let detail: CustomerDetail
  let today: Day
  let rebates: [OutlookOnDocument]
}

/// Answers about customers.
enum CustomerAnswers {
  /// Limits and carriage are in the company's currency, whatever that of the customer's quotes.
  private static func fields(_ company: Currency) -> [Field<Customer>] {
    [
      Field("code", .text) { .text($0.code) },
      Field("name", .text) { .text($0.name) },
      Field("town", .text) { .text($0.town) },
      Field("customerClass", .text) { .text($0.customerClass) },
      Field("priceGroup", .text, isShown: false) { .text($0.priceGroup) },
      Field("discount", .ratio) { .ratio($0.discount) },
      Field("creditLimit", .amount) { .amount($0.creditLimit, company) },
      Field("currency", .text, isShown: false) { .text($0.currency.code) },
      Field("vatPosition", .text, isShown: false) { .text($0.vatPosition.rawValue) },
      Field("vatNumber", .text, isShown: false) { .text($0.vatNumber) },
      Field("legalException", .text, isShown: false) { .text($0.legalException) },
      Field("carriageFreeFrom", .amount, isShown: false) {
        .amount($0.carriageFreeFrom, company)
      },
      Field("carriageAmount", .amount, isShown: false) { .amount($0.carriageAmount, company) },
      Field("blocked", .flag) { .flag($0.blocked) },
      Field("blockedReason", .text, isShown: false) { .text($0.blockedReason) },
    ]
  }

  /// `customer list`.
  static func rows(_ company: Currency) -> Shape<Customer> {
    Shape("customers", fields(company))
  }
  /// The customer of an act.
  static func row(_ company: Currency) -> Shape<Customer> { Shape("customer", fields(company)) }

  /// `customer show`.
  static func sheet(_ company: Currency) -> Shape<CustomerSheet> {
    Shape("customerSheet", sheetFields(company))
  }

  private static func sheetFields(_ company: Currency) -> [Field<CustomerSheet>] {
    [
      Field("code", .text) { .text($0.detail.customer.code) },
      Field("name", .text) { .text($0.detail.customer.name) },
      Field("address", .text) { .text($0.detail.customer.address) },
      Field("postalCode", .text) { .text($0.detail.customer.postalCode) },
      Field("town", .text) { .text($0.detail.customer.town) },
      Field("phone", .text) { .text($0.detail.customer.phone) },
      Field("email", .text) { .text($0.detail.customer.email) },
      Field("siren", .text) { .text($0.detail.customer.siren) },
      Field("vatNumber", .text) { .text($0.detail.customer.vatNumber) },
      Field("salesperson", .text) { .text($0.detail.salesperson?.code) },
      Field("paymentTerm", .text) { .text($0.detail.paymentTerm?.code) },
      Field("customerClass", .text) { .text($0.detail.customer.customerClass) },
      Field("priceGroup", .text) { .text($0.detail.customer.priceGroup) },
      Field("priceList", .text) { .text($0.detail.priceList?.code) },
      Field("currency", .text) { .text($0.detail.customer.currency.code) },
      Field("creditLimit", .amount) {
        .amount($0.detail.customer.creditLimit, company)
      },
      Field("blocked", .flag) { .flag($0.detail.customer.blocked) },
      Field("blockedReason", .text) { .text($0.detail.customer.blockedReason) },
      Field("note", .text) { .text($0.detail.customer.note) },
      Field("contacts", .rows, inner: contacts) { .rows(contacts.rows($0.detail.contacts)) },
      Field("sites", .rows, inner: sites) { .rows(sites.rows($0.detail.sites)) },
      Field("openQuotes", .rows, inner: QuoteAnswers.rows) {
        .rows(QuoteAnswers.rows.rows($0.detail.openQuotes))
      },
      Field("rebates", .rows, inner: RebateAnswers.outlooks) {
        .rows(RebateAnswers.outlooks.rows($0.rebates))
      },
      Field("purchases", .rows, inner: purchases) { .rows(purchases.rows($0.detail.purchases)) },
    ]
  }

  private static let contacts = Shape<Contact>(
    "contacts",
    [
      Field("name", .text) { .text($0.name) },
      Field("job", .text) { .text($0.job) },
      Field("phone", .text) { .text($0.phone) },
      Field("email", .text) { .text($0.email) },
    ])

  private static let sites = Shape<Site>(
    "sites",
    [
      Field("code", .text) { .text($0.code) },
      Field("name", .text) { .text($0.name) },
      Field("address", .text) { .text($0.address) },
      Field("postalCode", .text) { .text($0.postalCode) },
      Field("town", .text) { .text($0.town) },
      Field("main", .flag) { .flag($0.main) },
    ])

  private static let purchases = Shape<LastPurchase>(
    "purchases",
    [
      Field("product", .text) { .text($0.productCode) },
      Field("productName", .text) { .text($0.productName) },
      Field("lastDay", .day) { .day($0.purchase.lastDay) },
      Field("lastQuantity", .quantity) { .quantity($0.purchase.lastQuantity) },
      Field("lastPrice", .price) { .price($0.purchase.lastPrice) },
      Field("orderCount", .count) { .count($0.purchase.orderCount) },
    ])
}
