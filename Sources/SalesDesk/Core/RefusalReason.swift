/// Every reason for which an act says no. A test holds that each has its sentence in each language.
public enum RefusalReason: String, Sendable, Hashable, CaseIterable {
  /// The role may not: `act`, `roles`.
  case roleMissing
  /// Another person's change of the same row: `kind`, `key`.
  case staleRow
  /// Nothing to undo, or to redo.
  case nothingToUndo
  /// The last act is final: `act`.
  case lastActIsFinal
  /// A target margin would tell the cost to who does not see it.
  case costHidden
  /// The act shows purchase prices to who does not see costs: `act`.
  case costsNeeded
  /// The stock is valued by another method than that.
  case costMethodOther
  /// The company computes its margins with that cost already.
  case costMethodSame
  /// The receipt has that price already.
  case receiptSamePrice
  /// Someone changed the same row since: `act`, `actor`, `kind`, `day`, `time`.
  case undoChangedSince
  /// Something newer holds a row: `kind`.
  case undoHeldBy

  // Pipeline

  /// Words are asked for.
  case titleMissing
  /// The pipeline has no stage of the kind that is needed.
  case pipelineWithoutStage
  /// The stage closes, and is not entered this way: `stage`.
  case stageNotOpen
  /// The stage belongs to another pipeline: `stage`.
  case stageOfOtherPipeline
  /// Won or lost already: `number`.
  case opportunityClosed
  /// Still open: `number`.
  case opportunityNotClosed
  /// An order was made of it; undoing the acceptance opens it: `number`.
  case opportunityHasOrder
  /// Losing asks for a reason of the list: `number`.
  case lossReasonMissing
  /// Winning takes a quote that was sent: `number`.
  case wonWithoutSentQuote
  /// The won stage is entered by accepting the quote: `quote`.
  case wonNeedsAcceptedQuote
  /// The stage asks for fields that are empty: `stage`, `fields` (names, separated by spaces).
  case requiredFieldsMissing
  /// The quotes of the opportunity are its customer's: `number`.
  case customerHasQuotes
  /// An amount is not negative.
  case amountNegative
  /// A share outside its bounds: `ratio`.
  case ratioOutOfRange
  /// A set is not made of sets: `set`.
  case setInSet
  /// Not a floor: `ratio`.
  case floorOutOfRange
  /// No customer has the class: `class`, `known`.
  case customerClassUnknown
  /// Done already: `title`.
  case taskDone

  // Quotes

  /// Accepted, declined, superseded or cancelled, it is no longer changed: `number`, `state`.
  case quoteNotEditable
  /// It was sent already: `number`, `state`.
  case quoteNotDraft
  /// It is not with the customer: `number`, `state`.
  case quoteNotWithCustomer
  /// A quote needs a customer: `number` of the opportunity.
  case quoteNeedsCustomer
  /// Nothing to sell on it: `number`.
  case quoteEmpty
  /// Lines whose price is unknown ask for one: `number`, `lines`.
  case priceMissing
  /// A later version is being written: `number`, `revision`.
  case newerDraft
  /// Its validity day is past: `number`, `validity`.
  case validityPast
  /// The floors ask for an approval of exactly these terms: `number`, `uncosted`, and `revision` of
  /// what was sent.
  case approvalNeeded
  /// Under its floor, and the company blocks such documents: `number`.
  case floorBlocks
  /// Lines under a floor that blocks: `number`, `lines`, `price` (to type on the first).
  case floorBlocksLines
  /// A rule about documents names no family, and no rule names an administrator.
  case floorRuleScope
  /// No such rule about floors.
  case floorRuleUnknown
  /// Nothing on it needs an approval: `number`.
  case approvalNotNeeded
  /// It was asked for these terms already: `number`.
  case approvalPending
  /// Nobody asked, or the terms changed since: `number`.
  case approvalNotAsked
  /// Nobody approves his own quote: `number`, `names` of who could.
  case approvalOfOwnQuote
  /// Nobody approves the quote of whom he stands in for: `number`, `absent`, `names` of who could.
  case approvalForOwner
  /// Whoever could decide has a part in the quote: `number`.
  case approvalByNobody
  /// No such line: `number`, `line`.
  case lineUnknown
  /// The product is not sold any more: `product`, `successor` (may be empty).
  case productNotSold
  /// The line is sold already, nobody has to choose it: `number`, `line`.
  case choiceNotOffered
  /// Only one of them can be taken: `number`, `line`, `other`.
  case choiceRivals
  /// More than the quote offers: `number`, `line`, `offered`.
  case choiceTooMuch
  /// Options wait for a choice, which is made on the quote itself: `number`.
  case optionsToChoose
  /// The options taken bring the quote under its floor: `number`.
  case choiceUnderFloor
  /// Not sold in this unit: `product`, `unit`, `known`.
  case unitUnknown
  /// A quantity other than zero is asked for: `product`.
  case quantityMissing
  /// A target needs a cost that is unknown: `product`.
  case costUnknown
  /// No price reaches this margin: `product`, `ratio`.
  case targetUnreachable
  /// A discount outside 0 to 100 %, or more than five: `product`.
  case discountsRefused
  /// A figure too large to be kept.
  case figureTooLarge

  /// Days from 0 to 365, a day of the month from 1 to 31.
  case termOutOfRange
  /// Documents name it, so that only its name changes: `term`.
  case termInUse
  /// Longer than the law allows (L441-10): `term`, `invoice`, `due`, `latest` (days).
  case termTooLong

  // Customers, catalogue, settings

  /// No VAT number of any country: `number`.
  case vatNumberWrong
  /// A sale to another country of the Union without VAT names the customer's number: `customer`.
  case vatNumberNeeded

  /// The code is taken: `code`.
  case codeTaken
  /// A name is asked for.
  case nameMissing
  /// The period ends before it begins: `from`, `until`.
  case periodReversed
  /// A price rule gives a price, a discount or a formula.
  case priceTermsMissing
  /// A contract is with a customer.
  case priceNeedsCustomer
  /// The price of a group needs its name.
  case priceNeedsGroup
  /// A net price is that of one product.
  case netPriceNeedsProduct
  /// The site is another customer's: `site`.
  case siteOfOtherCustomer
  /// The prices of a list are in its currency: `list`, `currency`.
  case priceListCurrency
  /// Not a formula: `formula`.
  case formulaUnreadable
  /// A formula that leaves no price: `formula`.
  case formulaGivesNothing
  /// Only a contract ends at a quantity.
  case capNeedsContract
  /// Only what is computed has a floor.
  case floorNeedsFormula
  /// A price that follows an index needs its share and its base value.
  case indexTermsMissing
  /// An index is worth more than nothing.
  case indexNotPositive
  /// A tariff is that of a supplier.
  case tariffNeedsSupplier
  /// An exchange rate is more than nothing.
  case rateNotPositive
  /// Not the code of a currency: `currency`.
  case currencyUnknown
  /// The company's own currency has no rate: `currency`.
  case currencyOwn
  /// No rate of the currency is known on the day: `currency`, `company`, `day`.
  case rateMissing
  /// It ended already: `day`.
  case priceRuleEnded
  /// Prices change from today on, or later: `day`.
  case priceDayPast
  /// No price would change: `name`.
  case noPriceChanges
  /// Blocking asks for a reason.
  case blockReasonMissing
  /// No setting of this name: `name`.
  case settingUnknown
  /// Not a value of this setting: `name`, `value`.
  case settingValue
  /// A user has at least one role: `user`.
  case userWithoutRole
  /// Another user is this login already: `login`, `user`.
  case loginTaken
  /// Nobody who works here would be an administrator any more.
  case lastAdministrator

  // Rebates and derogations

  /// An agreement is with a customer or with a price group, and with one of them.
  case rebateNeedsParty
  /// The first tier starts at zero.
  case rebateTiersFromZero
  /// Two tiers start at the same turnover: `from`.
  case rebateTierTwice
  /// A flat rebate has one rate.
  case rebateFlatTiers
  /// A group's agreement is settled customer by customer: `code`.
  case rebateNeedsCustomer
  /// Its period is not over: `code`, `day` (its last).
  case rebateNotOver
  /// It was settled already: `code`.
  case rebateSettled
  /// Orders took more of it, or it is for what they sold: `reference`, `quantity`.
  case derogationUsed

  // Orders

  /// A newer version of the quote stands: `number`, `revision`, `newer`.
  case quoteSuperseded
  /// The pipeline has no won stage: `pipeline`.
  case wonStageMissing
  /// A stage triggers an act that does not exist: `act`, `stage`.
  case triggerUnknown
  /// A stage triggers an act with a parameter it does not understand: `act`, `stage`, `parameter`.
  case triggerParameterWrong
  /// The order has nothing left to deliver: `number`.
  case orderNotOpen
  /// The line has nothing left to deliver: `number`, `line`.
  case orderLineNotOpen
  /// Only what was closed is reopened: `number`.
  case orderNotClosed
  /// Part of the order was delivered, so that it can be closed and not cancelled: `number`.
  case orderPartlyDelivered
  /// A reason is asked for.
  case reasonMissing
  /// Nothing of the order is reserved: `number`.
  case nothingToDeliver
  /// More than the line still lacks: `number`, `line`, `quantity`, `outstanding`.
  case deliveryOverOrdered
  /// Neither reserved nor free: `number`, `line`, `product`, `quantity`, `available`.
  case notEnoughStock
  /// More than the delivery is worth or has left to invoice: `number`, `amount`, `open`.
  case invoiceOverDelivery
  /// Invoiced elsewhere, with the history it was imported with: `number`.
  case deliveryImported
  /// More than was delivered, or was brought back already: `number`, `line`, `quantity`, `open`.
  case returnOverDelivery

  // Approvals

  /// One's own decisions cannot be given to oneself.
  case delegationToOneself
  /// Who should decide does not work here any more: `user`.
  case delegateGone
  /// The last day is past, or before the first: `until`.
  case delegationOver
  /// Whoever gave decisions away takes them back.
  case delegationOfOthers

  // Catalogue

  /// A product is no equivalent of itself: `product`.
  case equivalentOfItself
  /// Said already: `product`, `other`.
  case equivalentKnown
  /// A file cannot be read, is empty or too large: `path`.
  case fileUnreadable
  /// Nobody accepts on a day to come: `day`.
  case acceptedLater
  /// A set without any product of its own: `set`.
  case setEmpty
  /// Sets are counted, no unit is typed: `set`, `unit`.
  case setUnit
  /// A set may be an option, not an alternative: `set`.
  case setAlternative
  /// No line of the set has a price to share another one over: `set`.
  case setPriceUnknown
  /// A closed set is taken whole or not at all: `number`, `line`.
  case setIsWhole
  /// Never said: `product`, `other`.
  case equivalentUnknown

  // Stock

  /// The line lacks nothing: `number`, `line`.
  case lineFullyReserved
  /// Nothing of the product is free, held or on its way: `product`.
  case nothingFree
  /// Nothing is free and more comes: `product`, `arriving`, `arrival` (a day, "?" where the supplier
  /// named none).
  case nothingFreeYet
  /// Orders hold it and nothing comes: `product`, `held` in all, `order` and `customer` of the oldest
  /// holder.
  case heldByOthers
  /// Orders hold it and more comes: what both above name.
  case heldByOthersYet
  /// The reservation is no longer held.
  case reservationNotHeld

  // Purchasing

  /// The supplier has nothing to be asked for: `supplier`.
  case nothingToOrder
  /// The request is ordered or cancelled already: `product`.
  case requestNotOpen
  /// The purchase order is no longer a draft: `number`.
  case purchaseNotDraft
  /// The purchase order is not under way: `number`, `state`.
  case purchaseNotOrdered
  /// More than the purchase line still expects: `number`, `line`, `quantity`, `outstanding`.
  case receiptOverOrdered
  /// A quantity must be more than zero: `quantity`.
  case quantityNotPositive
  /// The purchase line is received or closed: `number`, `line`.
  case purchaseLineNotOpen

  // Credit

  /// The customer is blocked: `customer`, `cause`.
  case customerBlocked
  /// Over the credit limit: `customer`, `limit`, `exposure`, `amount`, `excess`.
  case overCreditLimit
  /// A manager who lets it pass says why.
  case overrideWithoutReason
  /// The decision to let it pass has ended: `until`.
  case overrideEnded

  // Screens

  /// The words typed name no customer, or several: `text`.
  case customerUnclear
}
