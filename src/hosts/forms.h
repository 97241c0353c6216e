#pragma once

#include "model/model.h"
#include "model/trait_forms.h"

namespace prebind::hosts {

/// Whether it is the method of a trait of this kind (model/trait_forms.h).
bool is_form(const model::Function& function, model::FormKind kind);

}  // namespace prebind::hosts
